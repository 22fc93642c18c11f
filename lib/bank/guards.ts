import { issueApiKey } from '../../lambdas/api-keys/issue/contract.ts';
import { rotateApiKey } from '../../lambdas/api-keys/rotate/contract.ts';
import { issueCredential } from '../../lambdas/credentials/issue/contract.ts';
import { requestOneTimeCode } from '../../lambdas/otp/request/contract.ts';
import { verifyOneTimeCode } from '../../lambdas/otp/verify/contract.ts';
import { addPayee } from '../../lambdas/payees/add/contract.ts';
import { submitPaymentOrder } from '../../lambdas/payment-orders/submit/contract.ts';
import { reportLeaks } from '../../lambdas/secret-scanning/report/contract.ts';
import { createTransfer } from '../../lambdas/transfers/create/contract.ts';
import { createUser } from '../../lambdas/users/create/contract.ts';
import { resetUserPassword } from '../../lambdas/users/reset-password/contract.ts';
import type { EndpointGuard } from '../constructs/index.ts';
import type { Endpoint } from '../contract/index.ts';

/** As many as a person, or an office behind one address, has a reason for in five minutes. */
const byHand = 100;
/** As many as a program has. */
const byProgram = 1_000;

/**
 * Where an answer is worth money or a guess. Not among them: reports of leaked keys, which anybody may send and which are
 * guarded unasked; signing in, which Cognito answers itself; what is worth no more than any other answer.
 *
 * Two numbers for callers and two for everybody take the ten rate-based rules that AWS allows: further guards take one of
 * these numbers.
 */
export const bankGuards: readonly EndpointGuard[] = [
  {
    // Each request is a message that the bank pays for, and each try one guess of a million.
    name: 'OneTimeCode',
    endpoints: [requestOneTimeCode, verifyOneTimeCode],
    requestsPerFiveMinutes: byHand,
    totalPerFiveMinutes: 30_000,
  },
  {
    // Who is let in from now on.
    name: 'Credential',
    endpoints: [issueApiKey, rotateApiKey, issueCredential, createUser, resetUserPassword],
    requestsPerFiveMinutes: byHand,
    totalPerFiveMinutes: 10_000,
  },
  {
    // As many in total as the throttle of transfers lets pass: beyond them floods would cost evaluations only.
    name: 'Money',
    endpoints: [createTransfer, submitPaymentOrder, addPayee],
    requestsPerFiveMinutes: byProgram,
    totalPerFiveMinutes: 30_000,
  },
];

/**
 * A report says in which file a key was found: `.bash_history`, `bin/deploy.sh`. Refusing one would leave the key good. The
 * handler reads it only once the scanner's signature fits.
 */
export const unsearchedBodies: readonly Endpoint[] = [reportLeaks];

import type { ProblemTable } from '../lib/contract/index.ts';

/** Problems the bank knows beside the standard ones. */
const bankProblems = {
  'invalid-cursor': { status: 400, title: 'The cursor does not belong to this list' },
  'code-refused': { status: 400, title: 'The code does not answer this challenge' },
  'approval-required': { status: 403, title: 'The caller must approve this with a one-time password' },
  'no-verified-destination': { status: 409, title: 'There is no verified address or number of this kind' },
  'user-exists': { status: 409, title: 'The name of the user is taken' },
  'own-user': { status: 409, title: 'Nobody may do this to himself' },
  'too-many-accounts': { status: 409, title: 'The customer has as many accounts as the bank allows' },
  'payee-exists': { status: 409, title: 'The account is a payee of the caller already' },
  'too-many-readers': { status: 409, title: 'As many customers may see the account as the bank allows' },
  'account-frozen': { status: 409, title: 'The account is frozen' },
  'certificate-known': { status: 409, title: 'The certificate or its subject is registered, or was revoked' },
  'api-key-replaced': { status: 409, title: 'The key was replaced before' },
  'api-key-ended': { status: 409, title: 'The key has expired or was revoked' },
  'same-account': { status: 422, title: 'Money cannot move from an account to itself' },
  'currency-mismatch': { status: 422, title: 'The account is kept in another currency' },
  'insufficient-funds': { status: 422, title: 'The account does not hold enough money' },
  // One answer whether the payee is unknown, frozen or kept in another currency: it is somebody else's account.
  'payee-unavailable': { status: 422, title: 'The payee cannot receive this transfer' },
} as const satisfies ProblemTable;

type Code = keyof typeof bankProblems;

/** The rows of the table that an endpoint can answer. */
export function problemsOf<const Codes extends readonly [Code, ...Code[]]>(
  ...codes: Codes
): Pick<typeof bankProblems, Codes[number]> {
  // Every entry comes from the table under its own code.
  return Object.fromEntries(codes.map((code) => [code, bankProblems[code]])) as Pick<
    typeof bankProblems,
    Codes[number]
  >;
}

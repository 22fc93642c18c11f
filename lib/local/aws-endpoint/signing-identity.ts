import { createHmac } from 'node:crypto';
import type { AwsCaller } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';

/** Credentials and whose they are. */
export interface SigningIdentity {
  readonly caller: AwsCaller;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present for the short-lived credentials of a role; the request must then carry it. */
  readonly sessionToken: string | undefined;
}

/**
 * The developer's own credentials for the local AWS endpoint: an administrator of this machine's account. Derived from
 * the master key, so that they stay the same over restarts and are worth nothing anywhere else.
 */
export const developerIdentity = (
  environment: Pick<LocalEnvironment, 'masterKey' | 'partition' | 'accountId'>,
): SigningIdentity => {
  const derive = (purpose: string): Buffer => createHmac('sha256', environment.masterKey).update(purpose).digest();
  const letters = [...derive('developer access key id').subarray(0, 16)].map((byte) => BASE32[byte % 32]).join('');
  return {
    caller: {
      kind: 'developer',
      arn: `arn:${environment.partition}:iam::${environment.accountId}:user/developer`,
    },
    accessKeyId: `AKIA${letters}`,
    secretAccessKey: derive('developer secret access key').subarray(0, 30).toString('base64'),
    sessionToken: undefined,
  };
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

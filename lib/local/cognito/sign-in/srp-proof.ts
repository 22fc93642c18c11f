import { isSrpProof, type SrpIdentity } from '../secrets/srp.ts';
import type { Challenge } from '../store/challenge-sessions.ts';
import type { Answer } from './answer.ts';
import { takeParameters } from './parameters.ts';

/** What a challenge of SRP keeps for its proof. */
type SrpChallenge = Extract<Challenge, { readonly serverSecret: string }>;

/** What an answer brings as its proof, of a password and of a device alike. */
export type SrpProofParameters = Readonly<
  Record<'PASSWORD_CLAIM_SECRET_BLOCK' | 'PASSWORD_CLAIM_SIGNATURE' | 'TIMESTAMP', string>
>;

/** @throws AwsError InvalidParameterException when something is missing, or has no business there */
export const takeSrpProof = ({ responses }: Answer): SrpProofParameters =>
  takeParameters(responses, {
    required: ['USERNAME', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'],
    optional: ['SECRET_HASH'],
  });

/** Whether the answer was signed by someone who knows the secret behind the challenge's verifier, for this session. */
export const isRightProof = (
  { PASSWORD_CLAIM_SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE, TIMESTAMP }: SrpProofParameters,
  challenge: SrpChallenge,
  { token, identity }: { readonly token: string; readonly identity: SrpIdentity },
): boolean =>
  PASSWORD_CLAIM_SECRET_BLOCK === token &&
  isTimestamp(TIMESTAMP) &&
  isSrpProof(
    {
      secretBlock: Buffer.from(token, 'base64'),
      timestamp: TIMESTAMP,
      signature: Buffer.from(PASSWORD_CLAIM_SIGNATURE, 'base64'),
    },
    {
      clientPublic: Buffer.from(challenge.clientPublic, 'base64url'),
      serverPublic: Buffer.from(challenge.serverPublic, 'base64url'),
      secret: Buffer.from(challenge.serverSecret, 'base64url'),
      verifier: Buffer.from(challenge.verifier, 'base64url'),
    },
    identity,
  );

/** `Tue Sep 1 10:00:00 UTC 2026`. It is signed; its age is that of the session. */
const isTimestamp = (text: string): boolean =>
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/.test(text);

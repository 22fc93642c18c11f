import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import { toBase32 } from '../secrets/totp.ts';
import { advanceMfaSetup, readMfaSetup } from '../sign-in/mfa-setup-session.ts';
import { createSoftwareTokenSecret } from '../store/software-tokens.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Hands out the secret for an authenticator app, which counts once VerifySoftwareToken has seen a code of it. */
export const associateSoftwareToken = openOperation({
  name: 'AssociateSoftwareToken',
  input: { AccessToken: members.accessToken.optional(), Session: members.session.optional() },
  run(room, { AccessToken, Session }) {
    if (AccessToken !== undefined && Session === undefined) return withAccessToken(room, AccessToken);
    if (Session !== undefined && AccessToken === undefined) return withSession(room, Session);
    throw invalidParameter('Either AccessToken or Session is needed, and not both');
  },
});

async function withAccessToken(room: Room, accessToken: string): Promise<JsonObject> {
  const { user, pool } = await verifyAccessToken(room, accessToken);
  if (!pool.secondFactors.includes('SOFTWARE_TOKEN_MFA'))
    throw invalidParameter('Software token MFA is not enabled for the user pool');
  const secret = createSoftwareTokenSecret();
  room.softwareTokens.setPending(user, secret);
  return { SecretCode: toBase32(secret) };
}

function withSession(room: Room, token: string): JsonObject {
  const setup = readMfaSetup(room, token);
  const secret = createSoftwareTokenSecret();
  return {
    SecretCode: toBase32(secret),
    Session: advanceMfaSetup(room, token, setup, {
      pendingSecret: secret.toString('base64url'),
      verified: false,
    }),
  };
}

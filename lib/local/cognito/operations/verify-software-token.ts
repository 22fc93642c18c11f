import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import { advanceMfaSetup, readMfaSetup } from '../sign-in/mfa-setup-session.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Takes the first code of an authenticator app. A wrong one counts as a failed sign-in. */
export const verifySoftwareToken = openOperation({
  name: 'VerifySoftwareToken',
  input: {
    AccessToken: members.accessToken.optional(),
    Session: members.session.optional(),
    UserCode: members.userCode,
    FriendlyDeviceName: z.string().max(131_072).optional(),
  },
  run(room, { AccessToken, Session, UserCode }) {
    if (AccessToken !== undefined && Session === undefined) return withAccessToken(room, AccessToken, UserCode);
    if (Session !== undefined && AccessToken === undefined) return withSession(room, Session, UserCode);
    throw invalidParameter('Either AccessToken or Session is needed, and not both');
  },
});

async function withAccessToken(room: Room, accessToken: string, code: string): Promise<JsonObject> {
  const { user } = await verifyAccessToken(room, accessToken);
  room.failedAttempts.assertNotLocked(user.poolId, user.sub);
  const secret = room.softwareTokens.pending(user);
  if (secret === undefined) throw notAssociated();
  const enabled = room.softwareTokens.find(user)?.enabled ?? false;
  counted(room, user.poolId, user.sub, () => room.softwareTokens.register(user, secret, code, { enabled }));
  return { Status: 'SUCCESS' };
}

function withSession(room: Room, token: string, code: string): JsonObject {
  const setup = readMfaSetup(room, token);
  const { pendingSecret } = setup.challenge;
  if (pendingSecret === undefined) throw notAssociated();
  const secret = Buffer.from(pendingSecret, 'base64url');
  const { poolId, attemptsName } = setup.session;
  return counted(room, poolId, attemptsName, () =>
    room.database.transaction(() => {
      room.softwareTokens.register(setup.user, secret, code, { enabled: true });
      return { Status: 'SUCCESS', Session: advanceMfaSetup(room, token, setup, { verified: true }) };
    }),
  );
}

function counted<Result>(room: Room, poolId: string, name: string, attempt: () => Result): Result {
  try {
    return attempt();
  } catch (error) {
    room.failedAttempts.record(poolId, name);
    throw error;
  }
}

const notAssociated = () => invalidParameter('No software token waits to be verified: AssociateSoftwareToken first');

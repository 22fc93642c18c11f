import * as z from 'zod';
import { challengeNames, respond } from '../sign-in/respond.ts';
import { members, poolOperation } from './operation.ts';

export const adminRespondToAuthChallenge = poolOperation({
  name: 'AdminRespondToAuthChallenge',
  input: {
    ChallengeName: z.enum(challengeNames),
    ClientId: members.clientId,
    ChallengeResponses: members.parameters.optional(),
    Session: members.session.optional(),
    ClientMetadata: members.clientMetadata.optional(),
    AnalyticsMetadata: members.ignored.optional(),
    ContextData: members.ignored.optional(),
  },
  run(room, pool, { ChallengeName, ClientId, ChallengeResponses = {}, Session, ClientMetadata }) {
    const client = room.declared.clientOf(pool, ClientId);
    return respond(room, ChallengeName, {
      pool,
      client,
      responses: ChallengeResponses,
      token: Session,
      clientMetadata: ClientMetadata,
    });
  },
});

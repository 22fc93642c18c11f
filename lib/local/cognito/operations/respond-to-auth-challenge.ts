import * as z from 'zod';
import { challengeNames, respond } from '../sign-in/respond.ts';
import { members, openOperation } from './operation.ts';

export const respondToAuthChallenge = openOperation({
  name: 'RespondToAuthChallenge',
  input: {
    ChallengeName: z.enum(challengeNames),
    ClientId: members.clientId,
    ChallengeResponses: members.parameters.optional(),
    Session: members.session.optional(),
    ClientMetadata: members.clientMetadata.optional(),
    AnalyticsMetadata: members.ignored.optional(),
    UserContextData: members.ignored.optional(),
  },
  run(room, { ChallengeName, ClientId, ChallengeResponses = {}, Session, ClientMetadata }) {
    const client = room.declared.client(ClientId);
    return respond(room, ChallengeName, {
      pool: room.declared.pool(client.userPoolId),
      client,
      responses: ChallengeResponses,
      token: Session,
      clientMetadata: ClientMetadata,
    });
  },
});

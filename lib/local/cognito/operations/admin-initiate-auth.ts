import * as z from 'zod';
import { flowNames, initiate } from '../sign-in/initiate.ts';
import { members, poolOperation } from './operation.ts';

export const adminInitiateAuth = poolOperation({
  name: 'AdminInitiateAuth',
  input: {
    AuthFlow: z.enum(flowNames),
    ClientId: members.clientId,
    AuthParameters: members.parameters.optional(),
    ClientMetadata: members.clientMetadata.optional(),
    Session: members.session.optional(),
    AnalyticsMetadata: members.ignored.optional(),
    ContextData: members.ignored.optional(),
  },
  run(room, pool, { AuthFlow, ClientId, AuthParameters = {}, Session, ClientMetadata }) {
    const client = room.declared.clientOf(pool, ClientId);
    return initiate(room, AuthFlow, 'administrator', {
      ...{ pool, client, parameters: AuthParameters, session: Session, clientMetadata: ClientMetadata },
    });
  },
});

import * as z from 'zod';
import { flowNames, initiate } from '../sign-in/initiate.ts';
import { members, openOperation } from './operation.ts';

/** Begins a sign-in. `ClientMetadata` is what the triggers before it know as validation data. */
export const initiateAuth = openOperation({
  name: 'InitiateAuth',
  input: {
    AuthFlow: z.enum(flowNames),
    ClientId: members.clientId,
    AuthParameters: members.parameters.optional(),
    ClientMetadata: members.clientMetadata.optional(),
    Session: members.session.optional(),
    AnalyticsMetadata: members.ignored.optional(),
    UserContextData: members.ignored.optional(),
  },
  run(room, { AuthFlow, ClientId, AuthParameters = {}, Session, ClientMetadata }) {
    const client = room.declared.client(ClientId);
    const pool = room.declared.pool(client.userPoolId);
    return initiate(room, AuthFlow, 'anyone', {
      ...{ pool, client, parameters: AuthParameters, session: Session, clientMetadata: ClientMetadata },
    });
  },
});

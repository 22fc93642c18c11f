import * as z from 'zod';
import { confirmSignUp as confirm } from '../accounts/confirm-sign-up.ts';
import { clientAndPool } from './client-and-pool.ts';
import { members, openOperation } from './operation.ts';

export const confirmSignUp = openOperation({
  name: 'ConfirmSignUp',
  input: {
    ...{ ClientId: members.clientId, SecretHash: members.secretHash.optional(), Username: members.username },
    ConfirmationCode: members.code,
    ForceAliasCreation: z.boolean().optional(),
    Session: members.session.optional(),
    ...{ ClientMetadata: members.clientMetadata.optional(), AnalyticsMetadata: members.ignored.optional() },
    UserContextData: members.ignored.optional(),
  },
  async run(room, input) {
    const session = await confirm(room, {
      ...clientAndPool(room, input),
      ...{ username: input.Username, code: input.ConfirmationCode, clientMetadata: input.ClientMetadata },
      ...{ forceAliasCreation: input.ForceAliasCreation ?? false, session: input.Session },
    });
    return session === undefined ? {} : { Session: session };
  },
});

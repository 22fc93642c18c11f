import { confirmForgotPassword as reset } from '../accounts/confirm-forgot-password.ts';
import { clientAndPool } from './client-and-pool.ts';
import { members, openOperation } from './operation.ts';

export const confirmForgotPassword = openOperation({
  name: 'ConfirmForgotPassword',
  input: {
    ...{ ClientId: members.clientId, SecretHash: members.secretHash.optional(), Username: members.username },
    ...{ ConfirmationCode: members.code, Password: members.password },
    ...{ ClientMetadata: members.clientMetadata.optional(), AnalyticsMetadata: members.ignored.optional() },
    UserContextData: members.ignored.optional(),
  },
  async run(room, input) {
    await reset(room, {
      ...clientAndPool(room, input),
      ...{ username: input.Username, code: input.ConfirmationCode, password: input.Password },
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
});

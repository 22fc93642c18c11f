import { resendConfirmationCode as resend } from '../accounts/resend-confirmation-code.ts';
import { clientAndPool } from './client-and-pool.ts';
import { members, openOperation } from './operation.ts';

export const resendConfirmationCode = openOperation({
  name: 'ResendConfirmationCode',
  input: {
    ...{ ClientId: members.clientId, SecretHash: members.secretHash.optional(), Username: members.username },
    ...{ ClientMetadata: members.clientMetadata.optional(), AnalyticsMetadata: members.ignored.optional() },
    UserContextData: members.ignored.optional(),
  },
  async run(room, input) {
    const { Username: username, ClientMetadata: clientMetadata } = input;
    return { CodeDeliveryDetails: await resend(room, { ...clientAndPool(room, input), username, clientMetadata }) };
  },
});

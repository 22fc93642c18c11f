import { sendVerificationCode } from '../accounts/verify-attribute.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

export const getUserAttributeVerificationCode = openOperation({
  name: 'GetUserAttributeVerificationCode',
  input: {
    AccessToken: members.accessToken,
    AttributeName: members.contactAttribute,
    ClientMetadata: members.clientMetadata.optional(),
  },
  async run(room, { AccessToken, AttributeName, ClientMetadata }) {
    const bearer = await verifyAccessToken(room, AccessToken);
    return { CodeDeliveryDetails: await sendVerificationCode(room, bearer, AttributeName, ClientMetadata) };
  },
});

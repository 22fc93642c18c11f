import { updateAttributes } from '../accounts/update-attributes.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation, toMap } from './operation.ts';

export const updateUserAttributes = openOperation({
  name: 'UpdateUserAttributes',
  input: {
    AccessToken: members.accessToken,
    UserAttributes: members.attributes,
    ClientMetadata: members.clientMetadata.optional(),
  },
  async run(room, { AccessToken, UserAttributes, ClientMetadata }) {
    const { pool, client, user } = await verifyAccessToken(room, AccessToken);
    const change = { pool, client, user, given: toMap(UserAttributes), clientMetadata: ClientMetadata };
    return { CodeDeliveryDetailsList: await updateAttributes(room, change) };
  },
});

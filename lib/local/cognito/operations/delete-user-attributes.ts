import { updateAttributes } from '../accounts/update-attributes.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

export const deleteUserAttributes = openOperation({
  name: 'DeleteUserAttributes',
  input: { AccessToken: members.accessToken, UserAttributeNames: members.attributeNames },
  async run(room, { AccessToken, UserAttributeNames }) {
    const { pool, client, user } = await verifyAccessToken(room, AccessToken);
    const given = new Map(UserAttributeNames.map((name) => [name, ''] as const));
    await updateAttributes(room, { pool, client, user, given, clientMetadata: undefined });
    return {};
  },
});

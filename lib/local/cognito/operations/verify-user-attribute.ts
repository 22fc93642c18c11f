import { verifyAttribute } from '../accounts/verify-attribute.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

export const verifyUserAttribute = openOperation({
  name: 'VerifyUserAttribute',
  input: { AccessToken: members.accessToken, AttributeName: members.contactAttribute, Code: members.code },
  async run(room, { AccessToken, AttributeName, Code }) {
    verifyAttribute(room, await verifyAccessToken(room, AccessToken), AttributeName, Code);
    return {};
  },
});

import { isReadable } from '../attributes.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';
import { toAttributes, toMfaSettings } from './shapes.ts';

/** The bearer of an access token, with the attributes that its client may read. */
export const getUser = openOperation({
  name: 'GetUser',
  input: { AccessToken: members.accessToken },
  async run(room, { AccessToken }) {
    const { user, client } = await verifyAccessToken(room, AccessToken);
    return {
      Username: user.username,
      UserAttributes: toAttributes(user).filter(({ Name }) => Name === 'sub' || isReadable(client, Name)),
      ...toMfaSettings(room, user),
    };
  },
});

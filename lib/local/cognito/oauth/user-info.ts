import { AwsError, type HttpRequest, type HttpResponse } from '../../aws-service.ts';
import type { Room } from '../room.ts';
import { attributesFor } from '../tokens/claims.ts';
import { type Bearer, verifyAccessToken } from '../tokens/verify-access-token.ts';
import { unstoredResponse } from './json-response.ts';

/**
 * `GET` or `POST /oauth2/userInfo` (OpenID Connect Core 1.0 §5.3): the attributes that the token's scopes show, all of
 * them as strings, as Cognito writes them.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export async function userInfo(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    return unstoredResponse(405, { error: 'invalid_request' }, { allow: 'GET, POST' });
  }
  const [authorization, ...others] = request.headers.get('authorization') ?? [];
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined || others.length > 0) {
    return refused(400, 'invalid_request', 'the access token belongs in the authorization header');
  }
  const bearer = await bearerOf(room, token);
  if (bearer === undefined) return refused(401, 'invalid_token', 'the access token is wrong, expired or revoked');
  const { user, client, pool, scopes } = bearer;
  if (pool.domain === undefined) return refused(401, 'invalid_token', 'the user pool has no domain');
  return unstoredResponse(200, {
    sub: user.sub,
    ...Object.fromEntries(attributesFor(user, client, scopes)),
    username: user.username,
  });
}

async function bearerOf(room: Room, token: string): Promise<Bearer | undefined> {
  try {
    return await verifyAccessToken(room, token, 'openid');
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

const refused = (status: number, error: string, description: string): HttpResponse =>
  unstoredResponse(
    status,
    { error, error_description: description },
    { 'www-authenticate': `Bearer error="${error}", error_description="${description}"` },
  );

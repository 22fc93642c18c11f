import type { JsonObject } from '../../json.ts';
import { customScopesOf, standardScopes } from '../declared.ts';
import type { Room } from '../room.ts';
import type { UserPool } from '../user-pool.ts';

/**
 * `/.well-known/openid-configuration`: only what is really served here. The issuer is AWS's, because the tokens bear it;
 * the addresses are this machine's where it told them.
 */
export function discovery({ origin, environment: { region } }: Room, pool: UserPool): JsonObject {
  const keysAt = origin === undefined ? pool.issuer : `${origin}/${pool.id}`;
  const endpointsAt = origin ?? `https://${pool.domain}.auth.${region}.amazoncognito.com`;
  return {
    issuer: pool.issuer,
    jwks_uri: `${keysAt}/.well-known/jwks.json`,
    ...(pool.domain === undefined
      ? {}
      : {
          token_endpoint: `${endpointsAt}/oauth2/token`,
          token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        }),
    grant_types_supported: pool.domain === undefined ? [] : ['client_credentials'],
    response_types_supported: [],
    scopes_supported: [...standardScopes, ...customScopesOf(pool)].filter((scope) => scope.includes('/')),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

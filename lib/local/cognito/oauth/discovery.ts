import type { JsonObject } from '../../json.ts';
import { customScopesOf, standardScopes } from '../declared.ts';
import type { Room } from '../room.ts';
import type { UserPool } from '../user-pool.ts';

/**
 * `/.well-known/openid-configuration`: only what is really served here. The issuer is AWS's, because the tokens bear it;
 * the addresses are this machine's where it told them. All pools share them: `client_id` says which is meant.
 */
export function discovery({ origin, environment: { region } }: Room, pool: UserPool): JsonObject {
  const keysAt = origin === undefined ? pool.issuer : `${origin}/${pool.id}`;
  const documents = {
    issuer: pool.issuer,
    jwks_uri: `${keysAt}/.well-known/jwks.json`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
  if (pool.domain === undefined) return { ...documents, grant_types_supported: [], response_types_supported: [] };
  const endpointsAt = origin ?? `https://${pool.domain}.auth.${region}.amazoncognito.com`;
  return {
    ...documents,
    authorization_endpoint: `${endpointsAt}/oauth2/authorize`,
    token_endpoint: `${endpointsAt}/oauth2/token`,
    userinfo_endpoint: `${endpointsAt}/oauth2/userInfo`,
    revocation_endpoint: `${endpointsAt}/oauth2/revoke`,
    end_session_endpoint: `${endpointsAt}/logout`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
    response_types_supported: ['code', 'token'],
    response_modes_supported: ['query', 'fragment'],
    scopes_supported: [...standardScopes, ...customScopesOf(pool)],
    prompt_values_supported: ['none', 'login'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
  };
}

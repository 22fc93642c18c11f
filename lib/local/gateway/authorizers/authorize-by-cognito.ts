import type { JWTPayload } from 'jose';
import { type Exchange, routeOf } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { Refusal } from '../refusal.ts';
import type { CognitoAuthorizer } from '../rest-api.ts';
import { identityOf } from './identity.ts';
import { toClaimStrings } from './to-claim-strings.ts';
import { verifyUserPoolToken } from './verify-user-pool-token.ts';

/**
 * Takes a token of the user pool: an access token with one of the method's scopes, or, where the method has none, an ID
 * token.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 */
export async function authorizeByCognito(
  authorizer: CognitoAuthorizer,
  exchange: Exchange,
  { cognito, keySets, environment }: GatewayParts,
): Promise<void> {
  const credentials = identityOf(authorizer.identitySource, exchange);
  if (credentials === undefined) throw new Refusal('UNAUTHORIZED');
  const pools = authorizer.userPoolArns.map((arn) => cognito.keysOf(arn));
  // AWS takes the token with or without the scheme.
  const claims = await verifyUserPoolToken(credentials.replace(/^Bearer +/i, ''), pools, keySets, environment.now());
  const { scopes } = routeOf(exchange).method;
  if (claims['token_use'] !== (scopes.length > 0 ? 'access' : 'id')) throw new Refusal('UNAUTHORIZED');
  if (authorizer.audience && !audiencesOf(claims).some(authorizer.audience)) throw new Refusal('UNAUTHORIZED');

  const strings = toClaimStrings(claims);
  exchange.authorization = {
    principalId: undefined,
    event: { claims: strings },
    variables: new Map(Object.entries(strings).map(([name, value]) => [`claims.${name}`, value])),
    usageIdentifierKey: undefined,
  };
  if (scopes.length > 0 && !scopesOf(claims).some((scope) => scopes.includes(scope))) {
    throw new Refusal('ACCESS_DENIED');
  }
}

const scopesOf = ({ scope }: JWTPayload): readonly string[] => (typeof scope === 'string' ? scope.split(' ') : []);

const audiencesOf = ({ aud }: JWTPayload): readonly string[] => (typeof aud === 'string' ? [aud] : (aud ?? []));

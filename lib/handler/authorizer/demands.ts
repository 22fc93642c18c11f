import { type CertificateDemands, environment, type TokenDemands } from '../../contract/index.ts';
import type { AuthorizerEvent } from './authorizer-event.ts';

/** What an endpoint asks of a token, or of a certificate, beside its scopes. */
export type Demands = TokenDemands & CertificateDemands;

/**
 * Finds what an endpoint demands in the table that the stack wrote into the function's environment; an endpoint that is not
 * in it demands nothing but valid credentials.
 *
 * @throws Error when the table is not JSON
 */
export function demandsByRoute(): (event: Pick<AuthorizerEvent, 'httpMethod' | 'resource'>) => Demands {
  // The constructs write it, route by route, from the contracts.
  const table = new Map(
    Object.entries(JSON.parse(process.env[environment.demands] ?? '{}') as Record<string, Demands>),
  );
  return ({ httpMethod, resource }) => table.get(`${httpMethod} ${resource}`) ?? {};
}

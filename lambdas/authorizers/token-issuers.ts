import { environment } from '../../lib/contract/index.ts';
import type { IssuerTrust } from '../../lib/handler/index.ts';
import { requiredVariable } from '../required-variable.ts';

/**
 * The issuers that the stack trusts, the user pool among them.
 *
 * @throws Error when none is named
 */
export function tokenIssuers(): readonly [IssuerTrust, ...IssuerTrust[]] {
  // The constructs write it, and refuse what is no issuer.
  const issuers = JSON.parse(requiredVariable(environment.trustedIssuers)) as readonly IssuerTrust[];
  const [first, ...others] = issuers.map(reachable);
  if (first === undefined) throw new Error(`${environment.trustedIssuers} names no issuer`);
  return [first, ...others];
}

/** Where AWS's services are reached elsewhere (AWS SDKs reference, "Service-specific endpoints"), so are the pool's keys. */
function reachable(trust: IssuerTrust): IssuerTrust {
  const endpoint = process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] ?? process.env['AWS_ENDPOINT_URL'];
  if (trust.isOwn !== true || endpoint === undefined) return trust;
  return { ...trust, jwksUri: new URL(`${new URL(trust.issuer).pathname}/.well-known/jwks.json`, endpoint).href };
}

import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { type Api, type Endpoint, headers } from '../../contract/index.ts';
import { refuseWith } from './answers.ts';
import type { Routes } from './routes.ts';
import type { FirewallRule } from './rule.ts';
import { allOf, header, isLonger, not, type Statement, transformed } from './statements.ts';

/** Endpoints at which one answer more is worth money or a guess: sign-ins, one-time passwords, calls. */
export interface EndpointGuard {
  /** `Login`, `OneTimePassword`, `Voice`: part of the names of its rules. */
  readonly name: string;
  readonly endpoints: readonly [Endpoint, ...Endpoint[]];
  /** What one address, and one credential, may send to all of them in five minutes, at least 10. */
  readonly requestsPerFiveMinutes: number;
  /** What everybody together may send to them: who rotates addresses and leaves credentials out ends here. */
  readonly totalPerFiveMinutes: number;
}

export interface RateLimits {
  /** Requests that one address may send in five minutes, at least 10. @default 5000 */
  readonly requestsPerFiveMinutes?: number;
  /** Requests with one API key or one token, from whatever addresses. @default as many as one address may send */
  readonly credentialRequestsPerFiveMinutes?: number;
  /** @default none beyond what anybody may change without credentials: 100 an address, 10000 in total */
  readonly guards?: readonly EndpointGuard[];
}

const WINDOW_SECONDS = 300;
const DEFAULT_LIMIT = 5_000;
/** Without a key there is nothing to sell: enough to notice that one forgot it. */
const KEYLESS_LIMIT = 100;

/**
 * Limits by address, by credential and in total. Each counts for itself, so leaving one thing out only moves a caller
 * to the others: without a key to the address, without a steady address to the key, without both to the total.
 */
export function rateRules(api: Api, routes: Routes, limits: RateLimits): readonly FirewallRule[] {
  const perAddress = limits.requestsPerFiveMinutes ?? DEFAULT_LIMIT;
  const perCredential = limits.credentialRequestsPerFiveMinutes ?? perAddress;
  const keyed = api.endpoints.filter(({ access }) => access.kind === 'apiKey');
  return [
    addressRate('AddressRate', perAddress),
    ...(keyed.length === 0
      ? []
      : [
          headerRate('KeyRate', headers.apiKey, perCredential),
          addressRate(
            'KeylessRate',
            Math.min(KEYLESS_LIMIT, perAddress),
            allOf([not(isLonger(header(headers.apiKey), 0)), routes.of(keyed)]),
          ),
        ]),
    headerRate('CredentialRate', 'authorization', perCredential),
    ...[...openGuards(api), ...(limits.guards ?? [])].flatMap((guard) => guardRules(guard, routes)),
  ];
}

/** What anybody may change is guarded unasked. */
function openGuards({ endpoints }: Api): readonly EndpointGuard[] {
  const [first, ...others] = endpoints.filter(({ access, effect }) => access.kind === 'public' && effect === 'changes');
  if (first === undefined) return [];
  return [{ name: 'Public', endpoints: [first, ...others], requestsPerFiveMinutes: 100, totalPerFiveMinutes: 10_000 }];
}

function guardRules(guard: EndpointGuard, routes: Routes): readonly FirewallRule[] {
  const { name, requestsPerFiveMinutes, totalPerFiveMinutes } = guard;
  const scope = routes.of(guard.endpoints);
  return [
    addressRate(`${name}AddressRate`, requestsPerFiveMinutes, scope),
    headerRate(`${name}CredentialRate`, 'authorization', requestsPerFiveMinutes, scope),
    rate(`${name}TotalRate`, totalPerFiveMinutes, { aggregateKeyType: 'CONSTANT' }, scope),
  ];
}

const addressRate = (name: string, limit: number, scope?: Statement) =>
  rate(name, limit, { aggregateKeyType: 'IP' }, scope);

const headerRate = (name: string, headerName: string, limit: number, scope?: Statement) =>
  rate(
    name,
    limit,
    {
      aggregateKeyType: 'CUSTOM_KEYS',
      customKeys: [{ header: { name: headerName, textTransformations: transformed([]) } }],
    },
    scope,
  );

/** Refuses, with 429, what is over the limit; AWS looks every ten seconds or so, and promises no exact count. */
function rate(
  name: string,
  limit: number,
  key: Pick<wafv2.CfnWebACL.RateBasedStatementProperty, 'aggregateKeyType' | 'customKeys'>,
  scope: Statement | undefined,
): FirewallRule {
  return {
    name,
    statement: {
      rateBasedStatement: {
        limit,
        evaluationWindowSec: WINDOW_SECONDS,
        ...key,
        ...(scope !== undefined && { scopeDownStatement: scope }),
      },
    },
    action: refuseWith('too-many-requests', { 'Retry-After': String(WINDOW_SECONDS) }),
    labels: ['portcullis:rate'],
  };
}

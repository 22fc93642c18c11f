import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { type Api, headers } from '../../contract/index.ts';
import { refuseWith } from './answers.ts';
import { callerNamespace, type EndpointGuard, guardRules, openGuards, totalNamespace } from './endpoint-guard.ts';
import type { Routes } from './routes.ts';
import type { FirewallRule } from './rule.ts';
import { allOf, hasLabelIn, header, isLonger, not, type Statement, transformed } from './statements.ts';

export interface RateLimits {
  /** Requests that one address may send in five minutes, at least 10. @default 5000 */
  readonly requestsPerFiveMinutes?: number;
  /** Requests with one API key or one token, from whatever addresses. @default as many as one address may send */
  readonly credentialRequestsPerFiveMinutes?: number;
  /**
   * Any number of guards, of few numbers: AWS allows ten rate-based rules, of which four are taken. Each number of
   * `requestsPerFiveMinutes` takes two, each of `totalPerFiveMinutes` one.
   * @default none beyond what anybody may change without credentials: 100 an address, 10000 in total
   */
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
  const guards = [...openGuards(api, limits.guards ?? []), ...(limits.guards ?? [])];
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
    ...guardRules(guards, routes),
    ...guardRates(guards),
  ];
}

/**
 * Guards of the same number share its rules and its count, read off the labels. Not by label namespaces as keys: what AWS
 * takes a namespace to be that is not written out with account and web ACL is nowhere said.
 */
const guardRates = (guards: readonly EndpointGuard[]): readonly FirewallRule[] => [
  ...numbersOf(guards, ({ requestsPerFiveMinutes }) => requestsPerFiveMinutes).flatMap((limit) => [
    addressRate(`Guarded${limit}AddressRate`, limit, hasLabelIn(callerNamespace(limit))),
    headerRate(`Guarded${limit}CredentialRate`, 'authorization', limit, hasLabelIn(callerNamespace(limit))),
  ]),
  ...numbersOf(guards, ({ totalPerFiveMinutes }) => totalPerFiveMinutes).map((limit) =>
    rate(`Guarded${limit}TotalRate`, limit, { aggregateKeyType: 'CONSTANT' }, hasLabelIn(totalNamespace(limit))),
  ),
];

const numbersOf = (guards: readonly EndpointGuard[], number: (guard: EndpointGuard) => number) => [
  ...new Set(guards.map(number)),
];

const addressRate = (name: string, limit: number, scope?: Statement) =>
  rate(name, limit, { aggregateKeyType: 'IP' }, scope);

/**
 * One credential has many spellings: a scheme in any case, any number of spaces behind it (RFC 9110 §11). Each would be a
 * count of its own. Two credentials that differ in case only are as rare as two that are the same.
 */
const oneSpelling = ['COMPRESS_WHITE_SPACE', 'LOWERCASE'];

const headerRate = (name: string, headerName: string, limit: number, scope?: Statement) =>
  rate(
    name,
    limit,
    {
      aggregateKeyType: 'CUSTOM_KEYS',
      customKeys: [{ header: { name: headerName, textTransformations: transformed(oneSpelling) } }],
    },
    scope,
  );

/** Refuses, with 429, what is over the limit; AWS looks every ten seconds or so, and promises no exact count. */
function rate(
  name: string,
  limit: number,
  key: Pick<wafv2.CfnWebACL.RateBasedStatementProperty, 'aggregateKeyType' | 'customKeys'>,
  scope?: Statement,
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

/**
 * What AWS WAF allows, by the name of the thing. Most are fixed; `(adjustable)` may be raised on request.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
 */
export const quotas = {
  capacityOfWebAcl: { most: 5_000, what: 'WCU in a web ACL' },
  capacityOfRuleGroup: { most: 5_000, what: 'WCU in a rule group' },
  referencesOfWebAcl: { most: 50, what: 'references to rule groups, IP sets and pattern sets in a web ACL' },
  referencesOfRuleGroup: { most: 50, what: 'references to IP sets and pattern sets in a rule group' },
  rateRulesOfWebAcl: { most: 10, what: 'rate-based rules in a web ACL' },
  rateRulesOfRuleGroup: { most: 4, what: 'rate-based rules in a rule group' },
  countriesOfRule: { most: 50, what: 'country codes in a rule' },
  systemsOfStatement: { most: 100, what: 'autonomous systems in a statement' },
  addressesOfIpSet: { most: 10_000, what: 'ranges of addresses in an IP set' },
  searchBytes: { most: 200, what: 'bytes in a search string' },
  patternCharacters: { most: 200, what: 'characters in a regular expression' },
  patternsOfSet: { most: 10, what: 'patterns in a set' },
  transformationsOfStatement: { most: 10, what: 'text transformations in a statement' },
  labelsOfRule: { most: 100, what: 'labels in a rule' },
  customBodyBytes: { most: 4_096, what: 'bytes in a custom response body' },
  customBodiesBytes: { most: 50 * 1_024, what: 'bytes in all custom response bodies of a web ACL or rule group' },
  customBodies: { most: 50, what: 'custom response bodies in a web ACL or rule group (adjustable)' },
  headersOfResponse: { most: 10, what: 'headers in a custom response' },
  headersOfRequest: { most: 10, what: 'headers inserted into a request by an action' },
  responseHeaders: { most: 100, what: 'custom response headers in a web ACL or rule group (adjustable)' },
  requestHeaders: { most: 100, what: 'custom request headers in a web ACL or rule group (adjustable)' },
  tokenDomains: { most: 10, what: 'token domains in a web ACL (adjustable)' },
} as const satisfies Record<string, { readonly most: number; readonly what: string }>;

export type QuotaName = keyof typeof quotas;

/** What is said of what exceeds a quota, with the code that AWS answers a set of too many patterns with. */
export const beyond = (name: QuotaName): string =>
  `AWS allows ${quotas[name].most} ${quotas[name].what} (WAFLimitsExceededException)`;

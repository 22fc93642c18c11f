import { assertQuota } from '../engine/assert-quota.ts';
import { joinPath } from '../engine/refusal.ts';
import type { QuotaName } from '../quotas.ts';

/** Counts something in the JSON of a web ACL or rule group, however deep it stands. */
type Count = (properties: object) => number;

/** The members of that name, wherever they are. */
function membersNamed(names: ReadonlySet<string>, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(names.has(key) ? [member] : []),
    ...membersNamed(names, member),
  ]);
}

const occurrences =
  (...names: readonly string[]): Count =>
  (properties) =>
    membersNamed(new Set(names), properties).length;

const elements =
  (...names: readonly string[]): Count =>
  (properties) =>
    membersNamed(new Set(names), properties).reduce<number>(
      (sum, list) => sum + (Array.isArray(list) ? list.length : 0),
      0,
    );

const sets = ['IPSetReferenceStatement', 'RegexPatternSetReferenceStatement'];
const rateRules = occurrences('RateBasedStatement');
const responseHeaders = elements('ResponseHeaders');
/** The second is what an action has been read into; overrides are yet to be read. */
const requestHeaders = elements('InsertHeaders', 'insertHeaders');

type Row = readonly [quota: QuotaName, count: Count];

const rows = {
  webAcl: [
    ['referencesOfWebAcl', occurrences('RuleGroupReferenceStatement', ...sets)],
    ['rateRulesOfWebAcl', rateRules],
    ['responseHeaders', responseHeaders],
    ['requestHeaders', requestHeaders],
  ],
  ruleGroup: [
    ['referencesOfRuleGroup', occurrences(...sets)],
    ['rateRulesOfRuleGroup', rateRules],
    ['responseHeaders', responseHeaders],
    ['requestHeaders', requestHeaders],
  ],
} as const satisfies Record<string, readonly Row[]>;

const countries = elements('CountryCodes');

/** @throws FirewallRefusal naming the quota that the rules of a web ACL or a rule group exceed together, or one alone */
export function assertRuleQuotas(
  of: keyof typeof rows,
  properties: { readonly Rules: readonly object[] },
  path: string,
): void {
  const place = joinPath(path, 'Rules');
  for (const [quota, count] of rows[of]) assertQuota(quota, count(properties), place);
  for (const [index, rule] of properties.Rules.entries())
    assertQuota('countriesOfRule', countries(rule), joinPath(place, index));
}

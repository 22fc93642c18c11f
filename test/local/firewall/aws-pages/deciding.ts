import type { AddressEntry, InspectedRequest } from '../../../../lib/local/firewall/index.ts';
import {
  declareIpSet,
  declarePatternSet,
  declareRuleGroup,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
} from '../firewall-under-test.ts';

/** What stands beside the rules of an example. */
export interface Beside {
  /** Further properties of the web ACL. */
  readonly webAcl?: object;
  readonly addressBook?: readonly AddressEntry[];
  /** By ARN. */
  readonly ipSets?: Readonly<Record<string, readonly string[]>>;
  readonly patternSets?: Readonly<Record<string, readonly string[]>>;
  /** The rules of the group `arn:group`. */
  readonly group?: readonly object[];
}

export type Parts = Omit<Partial<InspectedRequest>, 'body'> & { readonly body?: string };

/** A web ACL of the rules, to be asked about one request after the other. */
export function deciding(rules: readonly object[], beside: Beside = {}) {
  const { addressBook = [], ipSets = {}, patternSets = {}, group, webAcl = {} } = beside;
  const { firewall, clock } = firewallUnderTest({ addressBook });
  for (const [arn, addresses] of Object.entries(ipSets)) {
    declareIpSet(firewall, arn, addresses, addresses.some((each) => each.includes(':')) ? 'IPV6' : 'IPV4');
  }
  for (const [arn, patterns] of Object.entries(patternSets)) declarePatternSet(firewall, arn, patterns);
  if (group !== undefined) declareRuleGroup(firewall, 'arn:group', group);
  const capacity = declareWebAcl(firewall, rules, webAcl);
  const ask = (parts: Parts = {}) => evaluate(firewall, parts);
  return {
    capacity,
    clock,
    ask,
    /** The rule that ended it. */
    endedBy: (parts: Parts = {}) => ask(parts).seen.terminatingRule,
    isBlocked: (parts: Parts = {}) => ask(parts).action === 'block',
    /** How many of so many like requests pass. */
    passing: (count: number, parts: Parts = {}) =>
      Array.from({ length: count }, () => ask(parts).action).filter((action) => action === 'allow').length,
  };
}

export const counting = { Action: { Count: {} } };
export const label = (Key: string, Scope = 'LABEL') => ({ LabelMatchStatement: { Scope, Key } });
export const header = (name: string, value: string) => ({ headers: [[name, value] as const] });
export const geo = (...CountryCodes: readonly string[]) => ({ GeoMatchStatement: { CountryCodes } });

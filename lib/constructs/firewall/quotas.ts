import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { FirewallRule } from './rule.ts';

/**
 * What AWS WAF allows, and no request to AWS raises.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
 */
export const quotas = {
  /** Characters of a regular expression. */
  patternCharacters: 200,
  /** Regular expressions in a set. */
  patternsInSet: 10,
  /** Characters of a string that is looked for. */
  searchCharacters: 200,
  transformationsOfStatement: 10,
  rateRules: 10,
  /** Statements that refer to an IP set, a pattern set or a rule group. */
  references: 50,
  responseBodyBytes: 4_096,
  responseHeadersOfRule: 10,
} as const;

/** What AWS WAF allows an account in a Region until it is asked for more. */
export const adjustableQuotas = {
  patternSets: 10,
  /** Of all rules of a web ACL together. */
  responseHeaders: 100,
} as const;

/** A part of a firewall that a quota may refuse. */
export interface Measured {
  readonly rules: readonly FirewallRule[];
  readonly patternSets: readonly { readonly name: string; readonly patterns: readonly string[] }[];
  readonly responseBodies: Readonly<Record<string, wafv2.CfnWebACL.CustomResponseBodyProperty>>;
}

/** One thing that is too much: whose it is, how much there is, how much may be, and what to do. */
interface Excess {
  readonly of: string;
  readonly what: string;
  readonly found: number;
  readonly most: number;
  readonly remedy: string;
}

/** @throws Error naming the construct by its path, and every rule that AWS would refuse at deployment */
export function assertQuotas(path: string, measured: Measured): void {
  const excesses = [...ofRules(measured.rules), ...ofSets(measured), ...ofBodies(measured)].filter(
    ({ found, most }) => !(found <= most),
  );
  if (excesses.length === 0) return;
  throw new Error(`${path}: AWS WAF would refuse this web ACL: ${excesses.map(sentence).join('; ')}`);
}

const sentence = ({ of, what, found, most, remedy }: Excess) =>
  `${of} has ${found} ${what}, and ${most} is the quota: ${remedy}`;

function ofRules(rules: readonly FirewallRule[]): readonly Excess[] {
  const parts = rules.map(({ name, statement, action }) => ({ name, found: measure(statement), action }));
  const rates = parts.filter(({ found }) => found.rates > 0).map(({ name }) => name);
  return [
    ...parts.flatMap(({ name, found, action }) => [
      ...found.patterns.map((pattern) => tooLong(`the rule ${name}`, pattern)),
      ...found.searches.map((text) => ({
        ...{ of: `the rule ${name}`, what: 'characters in a search string', found: text.length },
        ...{ most: quotas.searchCharacters, remedy: 'look for a part of it' },
      })),
      {
        ...{ of: `the rule ${name}`, what: 'text transformations in one statement', found: found.transformations },
        ...{ most: quotas.transformationsOfStatement, remedy: 'split the statement' },
      },
      {
        ...{ of: `the rule ${name}`, what: 'headers in its answer', found: responseHeaders(action) },
        ...{ most: quotas.responseHeadersOfRule, remedy: 'leave some out' },
      },
    ]),
    {
      ...{ of: 'the web ACL', what: `rate-based rules (${rates.join(', ')})`, found: rates.length },
      ...{ most: quotas.rateRules, remedy: 'give guards the same limits, so that they share rules' },
    },
    {
      of: 'the web ACL',
      what: 'statements that refer to sets or groups',
      found: parts.reduce((sum, { found }) => sum + found.references, 0),
      most: quotas.references,
      remedy: 'join sets, or leave rules out',
    },
  ];
}

const tooLong = (of: string, pattern: string): Excess => ({
  ...{ of, what: `characters in the pattern ${pattern.slice(0, 40)}…`, found: pattern.length },
  ...{ most: quotas.patternCharacters, remedy: 'write it as several patterns' },
});

const ofSets = ({ patternSets }: Measured): readonly Excess[] =>
  patternSets.flatMap(({ name, patterns }) => [
    ...patterns.map((pattern) => tooLong(`the set ${name}`, pattern)),
    {
      ...{ of: `the set ${name}`, what: 'patterns', found: patterns.length },
      ...{ most: quotas.patternsInSet, remedy: 'write them into two sets' },
    },
  ]);

const ofBodies = ({ responseBodies }: Measured): readonly Excess[] =>
  Object.entries(responseBodies).map(([key, { content }]) => ({
    ...{ of: `the answer ${key}`, what: 'bytes', found: Buffer.byteLength(content) },
    ...{ most: quotas.responseBodyBytes, remedy: 'say less' },
  }));

/** How many headers the answer of a rule has, of all that count towards the quota of the web ACL. */
export function responseHeaders(action: FirewallRule['action']): number {
  const headers = memberOf(memberOf(memberOf(action, 'block'), 'customResponse'), 'responseHeaders');
  return Array.isArray(headers) ? headers.length : 0;
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;

interface Found {
  readonly patterns: string[];
  readonly searches: string[];
  transformations: number;
  rates: number;
  references: number;
}

/** What a statement holds, however deep. What is known at deployment only is not counted. */
function measure(statement: unknown): Found {
  const found: Found = { patterns: [], searches: [], transformations: 0, rates: 0, references: 0 };
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      counters.get(key)?.(member, found);
      walk(member);
    }
  };
  walk(statement);
  return found;
}

const countReference = (_: unknown, found: Found) => {
  found.references += 1;
};

/** By the name of a member of a statement. */
const counters: ReadonlyMap<string, (member: unknown, found: Found) => void> = new Map([
  ['regexString', (member, found) => void found.patterns.push(String(member))],
  ['searchString', (member, found) => void found.searches.push(String(member))],
  [
    'textTransformations',
    (member, found) => {
      if (Array.isArray(member)) found.transformations = Math.max(found.transformations, member.length);
    },
  ],
  [
    'rateBasedStatement',
    (_, found) => {
      found.rates += 1;
    },
  ],
  ['ipSetReferenceStatement', countReference],
  ['regexPatternSetReferenceStatement', countReference],
  ['ruleGroupReferenceStatement', countReference],
]);

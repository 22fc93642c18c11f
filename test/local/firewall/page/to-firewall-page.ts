import { fieldKinds } from '../../../../lib/local/firewall/fields/field-kinds.ts';
import { managedGroups } from '../../../../lib/local/firewall/managed/managed-groups.ts';
import type { ManagedGroup, ManagedRule } from '../../../../lib/local/firewall/managed/managed-rule.ts';
import { quotas } from '../../../../lib/local/firewall/quotas.ts';
import { refusedStatements, statementKinds } from '../../../../lib/local/firewall/statements/statement-kinds.ts';
import { preParseTransformations } from '../../../../lib/local/firewall/transformations/pre-parse.ts';
import { transformations } from '../../../../lib/local/firewall/transformations/transformations.ts';
import { withoutCounterpart } from '../conformance/counterparts.ts';
import { knownDifferences } from '../conformance/known-differences.ts';

const code = (text: string): string => `\`${text}\``;
const listOf = (names: Iterable<string>): string => [...names].map(code).join(', ');
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (heading: readonly string[], rows: readonly string[]): string =>
  [row(...heading), row(...heading.map(() => '---')), ...rows].join('\n');

const ruleRow = (rule: ManagedRule): string =>
  row(
    code(rule.name),
    rule.enforcement === 'not-enforced' ? '**not enforced**' : rule.enforcement,
    rule.action ?? 'Block',
    rule.label === undefined ? 'not known' : code(rule.label),
    rule.enforcement === 'not-enforced' ? rule.why : '',
  );

const groupSection = ({ name, slug, capacity, rules }: ManagedGroup): string =>
  [
    `### ${name}`,
    `${capacity} WCU; labels begin with ${code(`awswaf:managed:aws:${slug}:`)}.`,
    table(['rule', 'here', 'action', 'label', 'why not'], rules.map(ruleRow)),
  ].join('\n\n');

/** `docs/firewall.md`: what the local firewall enforces, from the tables that it enforces it by. */
export function toFirewallPage(): string {
  const groups = [...managedGroups.values()];
  const count = (enforcement: ManagedRule['enforcement']) =>
    groups.flatMap(({ rules }) => rules).filter((rule) => rule.enforcement === enforcement).length;
  return `${[
    '# The firewall on this machine',
    'The local runtime evaluates the web ACL of the synthesised template as AWS WAF does: the same rules in the same order, the same labels, the same answers. What a rule cannot be here it says, at start-up, in each line of the log (`localEnforcement`) and on this page, which is written from the tables that the firewall itself works by (`node scripts/conformance/firewall-page.ts`; a test keeps them equal).',
    '## How near to AWS',
    table(
      ['word', 'meaning', 'managed rules'],
      [
        row('exact', 'AWS documents the whole condition, and this is it', String(count('exact'))),
        row(
          'approximated',
          'AWS names the kind of attack and keeps the patterns to itself; the signatures are ours',
          String(count('approximated')),
        ),
        row('not enforced', 'it needs what only AWS has; it never matches here', String(count('not-enforced'))),
      ],
    ),
    'An allowed request has passed rules that are approximated: AWS may refuse it. A refused one was refused by the rule that the log names, and the line says how near that rule comes.',
    '## Statements, fields, transformations',
    `Statements: ${listOf(statementKinds.keys())}, and at the top of a rule \`RuleGroupReferenceStatement\` and \`ManagedRuleGroupStatement\`. Inside other statements refused, or always: ${listOf(refusedStatements.keys())}.`,
    'All are exact but these. `SqliMatchStatement` and `XssMatchStatement` ask libinjection, and patterns of our own; what AWS asks is not public. `RateBasedStatement` counts exactly, or looks every ten seconds as AWS does about (`portcullis dev --waf-rates exact|aws-like`; the start-up banner says which). `GeoMatchStatement` and `AsnMatchStatement` know of addresses what they are told (`--waf-addresses file.json`: `[{ "range": "203.0.113.0/24", "country": "US", "region": "OR", "asn": 64500, "knownTo": ["AWSManagedReconnaissanceList"] }]`); told nothing, every address is of country `XX` and system 0, and the statements count as not enforced. `LabelMatchStatement` comes as near as the rules in front of it that add the label, and so does what looks behind a `ScopeDownStatement`. `knownTo` names managed rules that only AWS can enforce, which then match the addresses of the range.',
    `Fields: ${listOf(fieldKinds.keys())}. The fingerprints and the fragment do not reach a regional API: their fallback decides.`,
    `Text transformations: ${listOf(transformations.keys())}. Before a query is taken apart: ${listOf(preParseTransformations.keys())}.`,
    'Regular expressions are those of RE2, in time that grows with the text alone; what RE2 lacks (back references, look-around, possessive quantifiers) is refused, as AWS refuses it. `Captcha` and `Challenge` always end the evaluation, with 405 and 202, and with a page for who asks for `text/html`: nobody can solve a puzzle here, so no token is ever accepted.',
    'A statement about a forwarded address is no match where the header is missing, and `NotStatement` makes a match of that; its fallback is for a header that holds no address where one should be. `${namespace:}` in inserted headers and custom answers is replaced by what the labels of the request have after that namespace, `${awswaf:ip:}` and `${awswaf:request_id:}` by the address and the id of the request.',
    '## Quotas',
    'What AWS would refuse is refused when the template is read. The message says `WAFLimitsExceededException`, as AWS does of too many patterns in a set; for single values AWS may say `WAFInvalidParameterException`.',
    table(
      ['at most', 'of'],
      Object.values(quotas).map(({ most, what }) => row(String(most), what)),
    ),
    '## Beside libmodsecurity',
    'AWS took its transformations over from ModSecurity. `npm run conformance:firewall` compares each with libmodsecurity 3.0.9 over random texts; these are the differences, and what AWS says.',
    table(
      ['transformation', 'difference'],
      knownDifferences.map(({ transformation, why }) => row(code(transformation), why)),
    ),
    `ModSecurity 3.0 has no ${listOf(withoutCounterpart)}: they follow AWS's text alone.`,
    '## Managed groups',
    ...groups.map(groupSection),
  ].join('\n\n')}\n`;
}

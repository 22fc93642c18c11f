import { escapeBytes } from '../firewall-app/index.ts';
import type { ConditionReport } from './condition-report.ts';
import type { Explanation, RuleReport } from './explain.ts';

export interface TextOptions {
  /** Unfolds rules that did not match, too. */
  readonly all: boolean;
  readonly colours: boolean;
}

const colourCodes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

type Paint = (colour: keyof typeof colourCodes, text: string) => string;

/** The explanation for a person: a line for each rule, and all about those that matched. */
export function explanationText(explanation: Explanation, { all, colours }: TextOptions): string {
  const paint: Paint = (colour, text) => (colours ? `\x1b[${colourCodes[colour]}m${text}\x1b[0m` : text);
  const { request, webAcl, rules, notReached, remarks } = explanation;
  const width = Math.min(64, Math.max(...rules.map(({ rule }) => rule.length), 0));
  return [
    `${paint('bold', request.line)}  from ${request.clientIp}, ${request.bodyBytes} bytes of body`,
    `web ACL ${webAcl.name}, ${webAcl.capacity} WCU`,
    '',
    ...rules.flatMap((rule, index) => ruleLines(rule, { number: index + 1, width, all, paint, explanation })),
    ...(notReached.length > 0 ? ['', paint('dim', `not reached: ${folded(notReached, all)}`)] : []),
    '',
    ...verdictLines(explanation, paint),
    ...remarks.map((remark) => paint('dim', `note: ${remark}`)),
  ].join('\n');
}

const folded = (names: readonly string[], all: boolean): string =>
  all || names.length <= 6 ? names.join(', ') : `${names.slice(0, 6).join(', ')} and ${names.length - 6} more (--all)`;

interface RuleLook {
  readonly number: number;
  readonly width: number;
  readonly all: boolean;
  readonly paint: Paint;
  readonly explanation: Explanation;
}

function ruleLines(rule: RuleReport, { number, width, all, paint, explanation }: RuleLook): readonly string[] {
  const isMatch = rule.truth === 'match';
  const isEnd = isMatch && rule.rule === explanation.verdict.rule;
  const says = isMatch
    ? `matches → ${rule.action}${isEnd ? '' : ', goes on'}`
    : rule.action === 'NONE'
      ? 'is not asked: its scope-down statement keeps the request out'
      : rule.enforcement === 'not-enforced'
        ? 'cannot be judged here'
        : rule.truth === 'no-match'
          ? 'no'
          : 'does not apply';
  const colour = isEnd ? (rule.action === 'ALLOW' ? 'green' : 'red') : isMatch ? 'yellow' : 'dim';
  const sign = isEnd ? '■' : isMatch ? '●' : '·';
  const fidelity = rule.enforcement === 'exact' ? '' : `  (${rule.enforcement})`;
  const head = paint(colour, `${String(number).padStart(3)} ${sign} ${rule.rule.padEnd(width)}  ${says}${fidelity}`);
  if (!isMatch && !all) return [head];
  return [
    head,
    ...rule.conditions.flatMap((condition) => conditionLines(condition, { isMatch, all, paint })),
    ...(isMatch ? rule.labels.map((label) => paint('cyan', `        + ${label}`)) : []),
  ];
}

function conditionLines(
  { within, asks, field, transformations, saw, truth, because }: ConditionReport,
  { isMatch, all, paint }: { readonly isMatch: boolean; readonly all: boolean; readonly paint: Paint },
): readonly string[] {
  const isTurned = within.split('NotStatement').length % 2 === 0;
  const decides = isMatch && (truth === 'match') !== isTurned;
  if (!decides && !all) return [];
  const looked = [field, ...transformations].join(' → ');
  const lines = [`        ${looked}  ${isTurned ? 'NOT ' : ''}${asks}: ${answers[truth]}`];
  const found = because.map((reason) => paint('bold', `          ${reason}`));
  if (found.length > 0 && !all) return [...lines, ...found];
  const values = saw === undefined ? ['          saw nothing'] : saw.map((value) => `          saw ${value}`);
  return [...lines, ...(saw?.length === 0 ? ['          the request has none'] : values), ...found];
}

const answers = { match: 'yes', 'no-match': 'no', 'not-applicable': 'does not apply' } as const;

function verdictLines({ verdict }: Explanation, paint: Paint): readonly string[] {
  const { action, rule, enforcement, labels, answer, insertedHeaders, countedRules } = verdict;
  const by = rule === 'Default_Action' ? 'by the default action: no rule ended it' : `by ${rule} (${enforcement})`;
  const passes = answer === undefined;
  return [
    paint(passes ? 'green' : 'red', `${passes ? 'PASSES' : 'REFUSED'} ${by}${action === 'ALLOW' ? '' : `, ${action}`}`),
    ...(answer === undefined ? [] : answerLines(answer)),
    ...insertedHeaders.map(([name, value]) => `  the API also gets ${name}: ${value}`),
    ...(labels.length > 0 ? [`labels: ${labels.join(', ')}`] : []),
    ...(countedRules.length > 0 ? [`counted: ${countedRules.join(', ')}`] : []),
  ];
}

function answerLines({ status, headers, body }: NonNullable<Explanation['verdict']['answer']>): readonly string[] {
  const all = body === undefined ? headers : [['Content-Type', body.contentType] as const, ...headers];
  return [
    `  the client gets ${status}`,
    ...all.map(([name, value]) => `    ${name}: ${value}`),
    ...(body === undefined ? [] : [`    ${escapeBytes(Buffer.from(body.content).toString('latin1')).slice(0, 1000)}`]),
  ];
}

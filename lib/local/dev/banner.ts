import type { EnforcementReport, ReportLine } from '../runtime/report.ts';

/** What is enforced, what is approximated and what is not: printed at every start, so that nobody has to guess. */
export function banner(report: EnforcementReport, reportFile: string): string {
  const total = report.enforced.reduce((sum, { count }) => sum + count, 0);
  const short = (what: string) => what.replace(/^AWS::/, '');
  return [
    '',
    `Enforced as the template says: ${total} resources`,
    ...wrapped(report.enforced.map(({ what, count }) => `${short(what)}${count > 1 ? ` ×${count}` : ''}`).join(', ')),
    ...section('Approximated', report.lesser, 'approximated'),
    ...section('NOT enforced on this machine', report.lesser, 'not-enforced'),
    ...inNumbers(report),
    '',
    `All of it, rule by rule: ${reportFile}`,
    '',
  ].join('\n');
}

function inNumbers({ firewallRules: rules }: EnforcementReport): readonly string[] {
  if (rules === undefined) return [];
  const { exact, approximated, 'not-enforced': notEnforced } = rules;
  const numbers = `${exact.length} exact, ${approximated.length} approximated, ${notEnforced.length} not enforced`;
  return ['', `Rules of the firewall: ${numbers}`];
}

function section(title: string, lines: readonly ReportLine[], kind: ReportLine['kind']): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { what, why } of lines.filter((line) => line.kind === kind)) {
    byReason.set(why, [...(byReason.get(why) ?? []), what]);
  }
  if (byReason.size === 0) return [];
  return [
    '',
    `${title}:`,
    ...[...byReason].flatMap(([why, whats]) => wrapped(`${inShort(whats).join(', ')}: ${why}`, '  - ')),
  ];
}

/** Rules of a firewall are `acl#group#rule`; a group of many is named with their number. The rest stands as it is. */
function inShort(whats: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const what of whats) {
    const [, group = what.replace(/^AWS::/, ''), rule] = what.split('#');
    groups.set(group, [...(groups.get(group) ?? []), ...(rule === undefined ? [] : [rule])]);
  }
  return [...groups].map(([group, rules]) => {
    if (rules.length === 0) return group;
    return rules.length > FEW ? `${group} (${rules.length} rules)` : `${group} (${rules.join(', ')})`;
  });
}

const FEW = 3;

function wrapped(text: string, first = '  ', width = 118): readonly string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    if (line.length + word.length > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(first.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

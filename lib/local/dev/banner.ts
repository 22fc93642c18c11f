import type { EnforcementReport, ReportLine } from '../runtime/report.ts';

/** What is enforced, what is approximated and what is not: printed at every start, so that nobody has to guess. */
export function banner(report: EnforcementReport): string {
  const total = report.enforced.reduce((sum, { count }) => sum + count, 0);
  const short = (what: string) => what.replace(/^AWS::/, '');
  return [
    '',
    `Enforced as the template says: ${total} resources`,
    ...wrapped(report.enforced.map(({ what, count }) => `${short(what)}${count > 1 ? ` ×${count}` : ''}`).join(', ')),
    ...section('Approximated', report.lesser, 'approximated'),
    ...section('NOT enforced on this machine', report.lesser, 'not-enforced'),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly ReportLine[], kind: ReportLine['kind']): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { what, why } of lines.filter((line) => line.kind === kind)) {
    byReason.set(why, [...(byReason.get(why) ?? []), what.replace(/^AWS::/, '')]);
  }
  if (byReason.size === 0) return [];
  return ['', `${title}:`, ...[...byReason].flatMap(([why, whats]) => wrapped(`${whats.join(', ')}: ${why}`, '  - '))];
}

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

import { escapeBytes } from '../firewall-app/index.ts';
import type { Judgement } from './judge.ts';
import type { RecordStore } from './record-store.ts';
import type { Summary } from './tally.ts';
import type { WafRecord } from './waf-record.ts';

/** One request that is decided otherwise now, in a line. */
export function changeLine(
  { timestamp, httpRequest }: WafRecord,
  { change, before, after, presumed }: Judgement,
): string {
  const { httpMethod, uri, requestId, clientIp } = httpRequest;
  const text = [
    new Date(timestamp).toISOString(),
    change.padEnd('decided by another rule'.length),
    `${before.action} ${before.rule} → ${after.action} ${after.rule}`,
    `${httpMethod} ${uri}`,
    clientIp,
    requestId ?? '-',
    ...(presumed.length > 0 ? ['(not fully judged)'] : []),
  ].join('  ');
  return escapeBytes(Buffer.from(text, 'utf8').toString('latin1'));
}

/** What would change, as a table. */
export function summaryText(summary: Summary, { outOfOrder, firstMillis, lastMillis }: RecordStore): string {
  const { requests, changes, notFullyJudged, webAcls, byRule, presumed } = summary;
  const count = (number: number) => String(number).padStart(9);
  const span =
    requests === 0 ? '' : `, ${new Date(firstMillis).toISOString()} to ${new Date(lastMillis).toISOString()}`;
  const lines = [
    `${requests} requests${span}`,
    ...(outOfOrder > 0 ? [`${outOfOrder} records stood behind a later one and were sorted`] : []),
    ...(webAcls > 1 ? [`the records are of ${webAcls} web ACLs, all held against this one`] : []),
    '',
    ...Object.entries(changes).map(([change, number]) => `${count(number)}  ${change}`),
    ...(byRule.length > 0 ? ['', ' requests  then → now'] : []),
    ...byRule.map(({ before, after, requests: number }) => `${count(number)}  ${before} → ${after}`),
  ];
  if (notFullyJudged === 0) return [...lines, '', 'every request was judged by all that its rules look at'].join('\n');
  return [
    ...lines,
    '',
    `${notFullyJudged} requests could not be fully judged: a log holds no body, hides what it redacts, and does not say`,
    'what only AWS knows. These rules were taken to come to what the log says of them, or else not to match:',
    '  matched       not  log silent  rule',
    ...presumed.map(
      ({ rule, recordedMatch, recordedNoMatch, unknown }) =>
        `${count(recordedMatch)} ${count(recordedNoMatch)}   ${count(unknown)}  ${rule}`,
    ),
  ].join('\n');
}

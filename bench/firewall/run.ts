/**
 * `npm run bench:firewall [-- --assembly=cdk.out --rounds=3000]`: how long the bank's web ACL takes to decide, and
 * libmodsecurity with CRS beside it in the same run. Without `--assembly` the bank is synthesised first.
 */
import { parseArgs } from 'node:util';
import { synthesiseForTests } from '../../test/http/assembly.ts';
import { printTable } from '../handler/print-table.ts';
import { bankWebAcl, type Change } from './bank-web-acl.ts';
import { medianOf, runCrs, whyNoPeer } from './libmodsecurity.ts';
import { requests } from './requests.ts';

const { values } = parseArgs({
  options: { assembly: { type: 'string' }, rounds: { type: 'string', default: '3000' } },
});
const rounds = Number(values.rounds);
const assembly = values.assembly ?? (await synthesiseForTests());

/** One client asks thousands of times here: what is limited by rate is left out, for it would be refused at once. */
const withoutRates: Change = (properties) => ({
  ...properties,
  Rules: rulesOf(properties).filter(({ Statement }) => Statement['RateBasedStatement'] === undefined),
});

/** Nothing is refused before it has been looked at whole, up to the most that can be inspected. */
const lookingAtAll: Change = (properties) => ({
  ...withoutRates(properties),
  AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } } },
  Rules: rulesOf(withoutRates(properties)).map((rule) =>
    rule['Action'] === undefined ? rule : { ...rule, Action: { Count: {} } },
  ),
});

type Rule = Readonly<Record<string, unknown>> & { readonly Statement: Readonly<Record<string, unknown>> };
const rulesOf = (properties: Readonly<Record<string, unknown>>) => properties['Rules'] as readonly Rule[];

const contestants = [
  { name: "the bank's own", change: withoutRates },
  { name: 'every own rule counting, 64 KiB inspected', change: lookingAtAll },
].map(({ name, change }) => ({ name, ...bankWebAcl(assembly, change) }));

const missing = whyNoPeer();
const theirs = missing === undefined ? runCrs(requests, Math.ceil(rounds / 30)) : undefined;
if (missing !== undefined) console.log(`SKIPPED, libmodsecurity with CRS: ${missing}`);

const turns = 9;

/** The best of nine medians, each of many decisions about the same bytes in another buffer: what an idle machine does. */
function ours({ webAcl }: (typeof contestants)[number], { request }: (typeof requests)[number]) {
  const calls = request.body.length > 2048 ? Math.ceil(rounds / 100) : Math.ceil(rounds / 5);
  let action = '';
  const medians = Array.from({ length: turns }, () =>
    medianOf(
      Array.from({ length: calls }, () => {
        const fresh = { ...request, body: Buffer.from(request.body) };
        const before = process.hrtime.bigint();
        action = webAcl.evaluate(fresh).action;
        return Number(process.hrtime.bigint() - before) / 1_000;
      }),
    ),
  );
  return { action, median: Math.min(...medians) };
}

const rows = contestants.flatMap((contestant) =>
  requests.map((each, at) => {
    const { action, median } = ours(contestant, each);
    const peer = theirs?.[at];
    return { contestant: contestant.name, request: each.name, action, median, peer };
  }),
);

for (const { name, capacity, rules } of contestants) console.log(`${name}: ${rules} rules, ${capacity} WCU`);
printTable(
  ['web ACL', 'request', 'answer', 'median µs', 'CRS µs', 'CRS answer', 'times faster'],
  rows.map(({ contestant, request, action, median, peer }) => [
    contestant,
    request,
    action,
    median.toFixed(1),
    peer?.medianMicros.toFixed(0) ?? 'skipped',
    peer === undefined ? '-' : peer.blocked ? 'block' : 'pass',
    peer === undefined ? '-' : (peer.medianMicros / median).toFixed(1),
  ]),
);

const goals = [
  { request: '1 KiB of JSON', mostMicros: 100 },
  { request: '64 KiB of JSON', mostMicros: 1_000 },
];
const leastTimes = 10;
printTable(
  ['goal', 'limit', 'measured', ''],
  goals.flatMap(({ request, mostMicros }) => {
    const row = rows.find((each) => each.request === request && each.contestant === "the bank's own");
    const [micros, times] = [
      row?.median ?? Number.NaN,
      (row?.peer?.medianMicros ?? Number.NaN) / (row?.median ?? Number.NaN),
    ];
    const verdict = (isMet: boolean, value: number) =>
      Number.isNaN(value) ? 'not measured' : isMet ? 'met' : 'MISSED';
    return [
      [`${request}: median`, `≤ ${mostMicros} µs`, `${micros.toFixed(1)} µs`, verdict(micros <= mostMicros, micros)],
      [`${request}: faster than CRS`, `≥ ${leastTimes} times`, times.toFixed(1), verdict(times >= leastTimes, times)],
    ];
  }),
);

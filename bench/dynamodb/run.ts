/**
 * `npm run bench:dynamodb [-- --rounds=15]`: Put, Get and a transaction of three items over plain HTTP, for ours, dynalite
 * and dynoxide. The servers take turns, round by round, so that all share the machine's moods; who begins changes with
 * each round, so that nobody gains or loses by his place.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printTable } from '../handler/print-table.ts';
import { startContestants } from './contestants.ts';
import { goals } from './goals.ts';
import { does, type Measured, measure } from './measure.ts';
import { workloads } from './workloads.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, only: { type: 'string' } } });
const rounds = Number(values.rounds);
const WARM_UP_ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
const started = await startContestants(folder);
const contestants = started.filter(({ name }) => name.includes(values.only ?? ''));
const measured = new Map<string, Measured[]>();
const nameOf = (contestant: string, workload: string) => `${workload} | ${contestant}`;

try {
  // The first rounds make what is read, and let every compiler settle.
  for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round += 1) {
    if (round === 1) measured.clear();
    const begins = (round + WARM_UP_ROUNDS) % contestants.length;
    const inTurn = [...contestants.slice(begins), ...contestants.slice(0, begins)];
    for (const workload of workloads) {
      for (const contestant of inTurn.filter((each) => does(each, workload))) {
        const one = await measure(contestant, workload, (round + WARM_UP_ROUNDS) * workload.requests);
        const key = nameOf(contestant.name, workload.name);
        measured.set(key, [...(measured.get(key) ?? []), one]);
      }
    }
    console.log(round <= 0 ? 'warming up' : `round ${round} of ${rounds}`);
  }
} finally {
  for (const { stop } of started) await stop();
  rmSync(folder, { recursive: true, force: true });
}

const spread = (numbers: readonly number[]): readonly [number, number, number] => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [sorted[0] ?? Number.NaN, sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
};
const rows = workloads.flatMap(({ name }) => contestants.map((contestant) => nameOf(contestant.name, name)));
const ratesOf = (key: string): readonly number[] => (measured.get(key) ?? []).map(({ perSecond }) => perSecond);
printTable(
  ['per second', 'min', 'median', 'max', 'processor µs a request'],
  rows
    .filter((key) => measured.has(key))
    .map((key) => {
      const all = measured.get(key) ?? [];
      // Its clock is coarse: only the sum over all rounds says something.
      const micros = all.reduce((sum, each) => sum + each.micros, 0) / all.length;
      return [key, ...spread(ratesOf(key)).map(Math.round), micros];
    }),
);

/** Of the same round each, so that what slowed one down slowed the other. */
const ratios = (ours: string, theirs: string, workload: string): readonly number[] => {
  const [mine, yours] = [ratesOf(nameOf(ours, workload)), ratesOf(nameOf(theirs, workload))];
  return mine.map((rate, round) => rate / (yours[round] ?? Number.NaN));
};
printTable(
  ['ratio', 'goal', 'min', 'median', 'max', ''],
  goals.map(({ workload, ours, theirs, least }) => {
    const [min, median, max] = spread(ratios(ours, theirs, workload));
    const verdict = Number.isNaN(median) ? 'not measured' : median >= least ? 'met' : 'MISSED';
    return [
      `${workload}: ${ours} / ${theirs}`,
      `≥ ${least}`,
      ...[min, median, max].map((each) => each.toFixed(2)),
      verdict,
    ];
  }),
);

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCandidates, type Candidate } from './candidates.ts';
import { type Goal, goals } from './goals.ts';
import { coldImportMillis, tokens, type WarmMeasurement, warm } from './measure/children.ts';
import { median } from './measure/kernel.ts';
import { printTable } from './print-table.ts';
import type { Result, TokenResult } from './result.ts';

const coldRounds = Number(process.env['COLD_ROUNDS'] ?? 15);

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}. Microseconds are ratios to a fixed kernel; milliseconds are this machine's.`,
);
const candidates = await bundleCandidates(join(tmpdir(), 'portcullis-bench'));
const imports = coldImports(candidates);
const warmed = new Map(candidates.filter(({ answers }) => answers).map((each) => [each.name, warm(each.module)]));
const verified = tokens();

const results = candidates.map((each) => resultOf(each));
const tokenResults = tokenResultsOf();

printTable(
  ['handler', 'bytes', 'import ms', 'best', 'valid µs', 'invalid µs', 'answers'],
  results.map((each) => [
    each.name,
    each.bytes,
    each.importMillis,
    each.bestImportMillis,
    each.validMicros,
    each.invalidMicros,
    each.statuses,
  ]),
);
printTable(
  ['RS256 verification', 'per second', '% of the limit'],
  tokenResults.map(({ name, perSecond, share }) => [name, Math.round(perSecond), share * 100]),
);
printTable(
  ['goal', 'limit', 'measured', ''],
  goals.map((goal) => goalRow(goal)),
);

/** Fresh processes, one candidate after the other, so that all share the machine's moods. */
function coldImports(all: readonly Candidate[]): ReadonlyMap<string, readonly number[]> {
  for (const { module } of all) coldImportMillis(module);
  const samples = new Map(all.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < coldRounds; round += 1) {
    for (const { name, module } of all) samples.get(name)?.push(coldImportMillis(module));
  }
  return samples;
}

function resultOf({ name, bytes }: Candidate): Result {
  const millis = imports.get(name) ?? [];
  const measurement = warmed.get(name);
  return {
    name,
    bytes,
    importMillis: median(millis),
    bestImportMillis: Math.min(...millis),
    validMicros: ownMicros(measurement, 'valid'),
    invalidMicros: ownMicros(measurement, 'invalid'),
    statuses: measurement === undefined ? '' : `${measurement.statuses.valid} ${measurement.statuses.invalid}`,
  };
}

function ownMicros(measurement: WarmMeasurement | undefined, name: string): number {
  const micros = (wanted: string) => measurement?.cases.find((each) => each.name === wanted)?.micros ?? Number.NaN;
  return micros(name) - micros('event');
}

function tokenResultsOf(): readonly TokenResult[] {
  const limit = verified[0]?.micros ?? Number.NaN;
  return verified.map(({ name, micros }) => ({ name, perSecond: 1_000_000 / micros, share: limit / micros }));
}

function goalRow({ what, limit, isMet, value }: Goal): readonly (string | number)[] {
  const measured = value({ results, tokens: tokenResults });
  return [what, limit, measured, isMet(measured) ? 'met' : 'MISSED'];
}

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coldImportMillis } from '../handler/measure/children.ts';
import { median } from '../handler/measure/kernel.ts';
import { printTable } from '../handler/print-table.ts';
import { bundleAuthorizers, type Candidate } from './candidates.ts';

const coldRounds = Number(process.env['COLD_ROUNDS'] ?? 15);

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${coldRounds} imports each, taking turns.`);
const { authorizers, peers } = await bundleAuthorizers(join(tmpdir(), 'portcullis-bench-authorizers'));
const all = [...peers, ...authorizers.flatMap((each) => [each, each.withoutSdk])];
const millis = coldImports(all);
const times = ({ module }: Candidate) => {
  const samples = millis.get(module) ?? [];
  return [Math.min(...samples), median(samples)];
};

printTable(
  ['authorizer', 'bytes', 'gzip', 'best ms', 'median', 'own bytes', 'gzip', 'best ms', 'median'],
  [
    ...peers.map((each) => [each.name, each.bytes, each.gzip, ...times(each), each.bytes, each.gzip, ...times(each)]),
    ...authorizers.map((each) => [
      ...[each.name, each.bytes, each.gzip, ...times(each)],
      ...[each.withoutSdk.bytes, each.withoutSdk.gzip, ...times(each.withoutSdk)],
    ]),
  ],
);

/** Fresh processes, one candidate after the other, so that all share the machine's moods. */
function coldImports(candidates: readonly Candidate[]): ReadonlyMap<string, readonly number[]> {
  for (const { module } of candidates) coldImportMillis(module);
  const samples = new Map(candidates.map(({ module }) => [module, [] as number[]]));
  for (let round = 0; round < coldRounds; round += 1) {
    for (const { module } of candidates) samples.get(module)?.push(coldImportMillis(module));
  }
  return samples;
}

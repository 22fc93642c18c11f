/**
 * `npm run conformance:dynamodb [-- --seed=1 --operations=20000]`: random requests for our DynamoDB and for its oracles,
 * dynalite (single items) and dynoxide (transactions, streams), and every answer compared. Fails on a difference that is not listed
 * in `test/conformance/dynamodb/known-differences.ts`. The same seed asks the same.
 */
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { startDynalite } from '../../test/conformance/dynamodb/engines/dynalite.ts';
import { startDynoxide } from '../../test/conformance/dynamodb/engines/dynoxide.ts';
import type { Engine } from '../../test/conformance/dynamodb/engines/engine.ts';
import { installDynoxide } from '../../test/conformance/dynamodb/engines/install-dynoxide.ts';
import { startOurs } from '../../test/conformance/dynamodb/engines/ours.ts';
import type { Request } from '../../test/conformance/dynamodb/generate/request.ts';
import { requestsFor } from '../../test/conformance/dynamodb/requests-for.ts';
import { runSequence } from '../../test/conformance/dynamodb/run-sequence.ts';
import { showOutcome } from '../../test/conformance/dynamodb/show-outcome.ts';
import { Tally } from '../../test/conformance/dynamodb/tally.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, operations: { type: 'string', default: '20000' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const operations = Number(values.operations);
if (!(operations > 0) || !Number.isSafeInteger(seed)) throw new Error('--operations and --seed are numbers');

/** Sequences are drawn by the dozen, so that there is progress to print; each draw has a seed that follows from the first. */
const DRAW = 25;
const PROGRESS_EVERY_MILLIS = 5_000;

const compareWith = async (
  oracle: Engine,
  sequences: fc.Arbitrary<readonly Request[]>,
  wanted: number,
): Promise<Tally> => {
  const ours = await startOurs();
  const tally = new Tally();
  let printed = Date.now();
  for (let draw = 0; tally.total < wanted; draw += 1) {
    for (const requests of fc.sample(sequences, { seed: seed + draw, numRuns: DRAW })) {
      tally.add(await runSequence(ours, oracle, requests));
      if (tally.total >= wanted) break;
      if (Date.now() - printed < PROGRESS_EVERY_MILLIS) continue;
      printed = Date.now();
      console.log(
        `${oracle.name}: ${tally.total} of ${wanted}, ${tally.unlisted.length} kinds of unlisted differences`,
      );
    }
  }
  await ours.close();
  await oracle.close();
  return tally;
};

const report = (name: string, tally: Tally): void => {
  console.log(`\n${name}: ${tally.total} operations, of which ${tally.accepted} were accepted by both`);
  console.log('operation              count   agreed  unlisted  listed differences');
  for (const line of tally.lines) console.log(line);
  for (const outcome of tally.unlisted) console.log(`\nUNLISTED ${showOutcome(outcome)}`);
};

console.log(`seed ${seed} (repeat with --seed=${seed})`);
const dynoxide = installDynoxide();
const isWhole = !('skipped' in dynoxide);
if (!isWhole) console.log(`dynoxide is SKIPPED, so transactions and streams are judged by nobody: ${dynoxide.skipped}`);

const single = await compareWith(await startDynalite(), requestsFor.dynalite, operations * (isWhole ? 0.6 : 1));
report('dynalite 4.0.0', single);
const transactional = isWhole
  ? await compareWith(await startDynoxide(dynoxide.program), requestsFor.dynoxide, operations * 0.4)
  : new Tally();
if (isWhole) report('dynoxide 1.2.1', transactional);

const unlisted = single.unlisted.length + transactional.unlisted.length;
console.log(`\n${single.total + transactional.total} operations, ${unlisted} kinds of unlisted differences`);
process.exit(unlisted === 0 ? 0 : 1);

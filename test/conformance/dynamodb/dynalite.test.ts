import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { startDynalite } from './engines/dynalite.ts';
import { startOurs } from './engines/ours.ts';
import { requestsFor } from './requests-for.ts';
import { runSequence } from './run-sequence.ts';
import { showOutcome } from './show-outcome.ts';
import { Tally } from './tally.ts';

/** The quick part of `npm run conformance:dynamodb`, which asks more than ten times as much, and dynoxide, too. */
const SEQUENCES = 40;
const seed = Number(process.env['CONFORMANCE_SEED'] ?? Date.now() % 2 ** 31);

describe('our DynamoDB beside dynalite', () => {
  it(`answers the same requests the same (CONFORMANCE_SEED=${seed})`, async () => {
    const [ours, oracle] = [await startOurs(), await startDynalite()];
    const tally = new Tally();
    try {
      for (const requests of fc.sample(requestsFor.dynalite, { seed, numRuns: SEQUENCES })) {
        tally.add(await runSequence(ours, oracle, requests));
      }
    } finally {
      await ours.close();
      await oracle.close();
    }
    assert.equal(tally.unlisted.map(showOutcome).join('\n'), '', `with CONFORMANCE_SEED=${seed}`);
    assert.ok(tally.accepted > 500, `only ${tally.accepted} of ${tally.total} requests were accepted`);
  });
});

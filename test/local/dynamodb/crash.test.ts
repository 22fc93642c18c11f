import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CrashRound, runCrashes } from '../../conformance/dynamodb/crash/run-crashes.ts';
import { temporaryFolder } from '../support/environment.ts';

/** The quick part of `npm run crash:dynamodb`, which kills twenty times during 5,000 transactions. */
describe('a server that is killed during transactions', () => {
  it('loses none that it acknowledged, and tears none', async () => {
    const { folder, remove } = temporaryFolder();
    const rounds: CrashRound[] = [];
    try {
      await runCrashes(folder, { kills: 1, transactions: 200 }, (round) => rounds.push(round));
    } finally {
      remove();
    }
    const [round] = rounds;
    assert.ok(round !== undefined && round.acknowledged >= 200);
    const { lost, torn, sum } = round;
    assert.deepEqual({ lost, torn, sum }, { lost: 0, torn: 0, sum: 0 });
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startNode } from '../../../bench/dynamodb/contestants.ts';
import { does, measure } from '../../../bench/dynamodb/measure.ts';
import { workloads } from '../../../bench/dynamodb/workloads.ts';

/** The quick part of `npm run bench:dynamodb`: that every request is answered, not how fast. */
const REQUESTS = 200;

describe('the benchmark of DynamoDB', () => {
  it('drives ours, verified and not, and dynalite through each of its workloads', async () => {
    const contestants = [
      await startNode('ours, memory', 'our-server.ts', []),
      await startNode('ours, unverified, memory', 'our-server.ts', ['', 'unverified']),
      await startNode('dynalite, memory', 'dynalite-server.ts', []),
    ];
    const measured: string[] = [];
    try {
      for (const workload of workloads) {
        for (const contestant of contestants.filter((each) => does(each, workload))) {
          assert.ok((await measure(contestant, { ...workload, requests: REQUESTS }, 0)).perSecond > 0);
          measured.push(`${workload.operation} of ${contestant.name}`);
        }
      }
    } finally {
      for (const { stop } of contestants) await stop();
    }
    assert.equal(measured.length, 8, measured.join(', '));
  });
});

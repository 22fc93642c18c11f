import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { admitSession, noSessions, type SessionRecord } from '../../../lib/handler/index.ts';

const limits = { idleSeconds: 600, absoluteSeconds: 7_200, most: 2 };
const start = 1_800_000_000;
const session = (sessionId: string, nowSeconds: number, issuedAtSeconds = nowSeconds) => ({
  subject: 'ada',
  sessionId,
  issuedAtSeconds,
  startedAtSeconds: start,
  nowSeconds,
});

/** What becomes of each use, one after the other. */
function verdicts(uses: readonly (readonly [sessionId: string, nowSeconds: number, issuedAt?: number])[]) {
  let record: SessionRecord = noSessions;
  const said = uses.map(([id, now, issuedAt]) => {
    const { verdict, next } = admitSession(record, session(id, now, issuedAt), limits);
    record = next ?? record;
    return verdict;
  });
  return { said, record };
}

describe('a session', () => {
  it('goes on while it is used', () => {
    const uses = Array.from({ length: 12 }, (_, turn) => ['a', start + turn * 599, start] as const);
    assert.deepEqual([...new Set(verdicts(uses).said)], ['goes on']);
  });

  it('ends when it was idle for so long, and stays ended for the same token', () => {
    const { said } = verdicts([
      ['a', start, start],
      ['a', start + 600, start],
      ['a', start + 601, start],
    ]);
    assert.deepEqual(said, ['goes on', 'was idle too long', 'was idle too long']);
  });

  it('that was idle is not revived by a new token once another session was used', () => {
    const { said } = verdicts([
      ['a', start],
      ['b', start + 700],
      ['a', start + 701],
    ]);
    assert.deepEqual(said, ['goes on', 'goes on', 'was ended']);
  });

  it('ends so long after the sign-in, however it is used', () => {
    const { verdict } = admitSession(noSessions, session('a', start + 7_200), limits);
    assert.equal(verdict, 'is too old');
    assert.equal(admitSession(noSessions, session('a', start + 7_199), limits).verdict, 'goes on');
  });

  it('ends with a sign-out for every token of before, and of that very second', () => {
    const record = { ...noSessions, signedOutAtSeconds: start + 10 };
    assert.equal(admitSession(record, session('a', start + 20, start + 10), limits).verdict, 'was signed out');
    assert.equal(admitSession(record, session('a', start + 20, start + 11), limits).verdict, 'goes on');
  });

  it('that was used least recently ends when there is one too many, and does not come back', () => {
    const { said } = verdicts([
      ['a', start],
      ['b', start + 40],
      ['a', start + 80],
      ['c', start + 120],
      ['b', start + 121],
      ['a', start + 122],
      ['c', start + 123],
    ]);
    assert.deepEqual(said, ['goes on', 'goes on', 'goes on', 'goes on', 'was ended', 'goes on', 'goes on']);
  });

  it('is not written down with every use', () => {
    const first = admitSession(noSessions, session('a', start), limits).next ?? assert.fail();
    assert.equal(admitSession(first, session('a', start + 29), limits).next, undefined);
    assert.notEqual(admitSession(first, session('a', start + 30), limits).next, undefined);
  });

  it('never has more than so many beside it, whatever comes in whatever order', () => {
    const use = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(fc.array(use, { maxLength: 60 }), (uses) => {
        let now = start;
        const { said, record } = verdicts(
          uses.map(([id, pause]) => {
            now += pause;
            return [id, now] as const;
          }),
        );
        assert.ok(record.lastUsedAtSeconds.size <= limits.most);
        // Whatever was ended is refused from then on.
        const ended = new Set<string>();
        for (const [index, [id]] of uses.entries()) {
          if (ended.has(id)) assert.notEqual(said[index], 'goes on');
          if (said[index] !== 'goes on') ended.add(id);
        }
      }),
    );
  });
});

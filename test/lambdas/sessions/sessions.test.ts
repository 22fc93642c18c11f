import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { serveTable } from '../serve-table.ts';

const sessions = await serveTable('SESSION_TABLE', 'subject');
after(() => sessions.close());

const { admit } = await import('../../../lambdas/sessions/admit.ts');
const { noteActivity } = await import('../../../lambdas/sessions/note-activity.ts');
const { signOut } = await import('../../../lambdas/sessions/sign-out.ts');
const { sessionLimits } = await import('../../../lambdas/sessions/limits.ts');

const start = 1_800_000_000;
const { signal } = new AbortController();
const session = (subject: string, sessionId: string, nowSeconds: number, issuedAtSeconds = nowSeconds) => ({
  subject,
  sessionId,
  issuedAtSeconds,
  startedAtSeconds: start,
  nowSeconds,
});

describe('the sessions of a subject', () => {
  it('go on until they are signed out everywhere, which counts for every token of before', async () => {
    assert.equal(await admit(session('ada', 's1', start)), 'goes on');
    await signOut('ada', start + 60, signal);
    assert.equal(await admit(session('ada', 's1', start + 61, start)), 'was signed out');
    assert.equal(await admit(session('ada', 's2', start + 61, start)), 'was signed out');
    assert.equal(await admit(session('ada', 's3', start + 62)), 'goes on');
    assert.equal(await admit(session('bob', 's1', start + 62, start)), 'goes on', 'nobody else');
  });

  it('keep a sign-out that comes while a use is being noted', async () => {
    await Promise.all([
      ...Array.from({ length: 3 }, (_, turn) => admit(session('cyd', `s${turn}`, start))),
      signOut('cyd', start, signal),
    ]);
    await admit(session('cyd', 's9', start + 40));
    assert.equal(await admit(session('cyd', 's1', start + 41, start)), 'was signed out');
  });

  it('are so many at most: one more ends the one that was used least recently', async () => {
    for (let turn = 0; turn <= sessionLimits.most; turn += 1) {
      assert.equal(await admit(session('dan', `s${turn}`, start + turn)), 'goes on');
    }
    assert.equal(await admit(session('dan', 's0', start + 100)), 'was ended');
    assert.equal(await admit(session('dan', 's1', start + 100)), 'goes on');
  });

  it('that begin at the same time are all counted', async () => {
    for (const [turn, id] of ['s0', 's1'].entries()) await admit(session('gil', id, start + turn));
    await Promise.all(['s2', 's3', 's4', 's5'].map((id) => admit(session('gil', id, start + 10))));
    assert.equal(await admit(session('gil', 's0', start + 20)), 'was ended');
  });

  it('end when nobody refreshed them within the idle limit', async () => {
    assert.equal(await noteActivity('eve', 'refresh', start), false, 'who never signed in has no session');
    assert.equal(await noteActivity('eve', 'sign-in', start), true);
    const { idleSeconds } = sessionLimits;
    assert.equal(await noteActivity('eve', 'refresh', start + idleSeconds - 1), true);
    assert.equal(await noteActivity('eve', 'refresh', start + 2 * idleSeconds - 2), true);
    assert.equal(await noteActivity('eve', 'refresh', start + 3 * idleSeconds), false);
    assert.equal(await noteActivity('eve', 'refresh', start + 3 * idleSeconds + 1), false, 'a refusal is no activity');
    assert.equal(await noteActivity('eve', 'sign-in', start + 3 * idleSeconds + 2), true);
  });
});

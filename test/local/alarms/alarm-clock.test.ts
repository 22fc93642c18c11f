import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAlarmClock } from '../../../lib/local/alarms/index.ts';

const clockAt = (start: number) => {
  let nowMillis = start;
  const rung: string[] = [];
  const reported: unknown[] = [];
  const alarms = createAlarmClock({ now: () => nowMillis, report: (error) => void reported.push(error) });
  return {
    alarms,
    rung,
    reported,
    ring: (name: string) => () => void rung.push(name),
    moveTo: (millis: number) => {
      nowMillis = millis;
      return alarms.check();
    },
  };
};

describe('an alarm clock', () => {
  it('rings what is due, in order, once, and nothing else', async () => {
    const { alarms, rung, ring, moveTo } = clockAt(0);
    for (const [name, due] of [
      ['late', 3000],
      ['second', 2000],
      ['first', 1000],
    ] as const) {
      alarms.set(name, due, ring(name));
    }
    await moveTo(999);
    assert.deepEqual(rung, []);
    await moveTo(2000);
    assert.deepEqual(rung, ['first', 'second']);
    await moveTo(2999);
    assert.deepEqual(rung, ['first', 'second']);
    assert.equal(alarms.dueAt('late'), 3000);
    alarms.close();
  });

  it('rings by a real timer, too', async () => {
    const alarms = createAlarmClock({ now: Date.now });
    const rung: string[] = [];
    alarms.set('past', Date.now() - 1000, () => void rung.push('past'));
    alarms.set('soon', Date.now() + 50, () => void rung.push('soon'));
    assert.deepEqual(rung, []);
    while (rung.length < 2) await sleep(10);
    assert.deepEqual(rung, ['past', 'soon']);
    alarms.close();
  });

  it('has one alarm of a name', async () => {
    const { alarms, rung, ring, moveTo } = clockAt(0);
    alarms.set('one', 1000, ring('old'));
    alarms.set('one', 2000, ring('new'));
    alarms.set('none', 1000, ring('none'));
    alarms.cancel('none');
    await moveTo(5000);
    assert.deepEqual(rung, ['new']);
    alarms.close();
  });

  it('rings nothing twice when the clock is put back, nor forgets anything when it is put forward', async () => {
    const { alarms, rung, ring, moveTo } = clockAt(100_000);
    alarms.set('one', 101_000, ring('one'));
    alarms.set('two', 90_000_000, ring('two'));
    await moveTo(101_500);
    await moveTo(5);
    await moveTo(101_500);
    assert.deepEqual(rung, ['one']);
    await moveTo(900_000_000);
    assert.deepEqual(rung, ['one', 'two']);
    alarms.close();
  });

  it('lets an alarm set itself again, for the next turn', async () => {
    const { alarms, moveTo } = clockAt(0);
    let rung = 0;
    const again = () => {
      rung += 1;
      alarms.set('again', 0, again);
    };
    alarms.set('again', 0, again);
    await moveTo(1);
    assert.equal(rung, 1);
    await moveTo(2);
    assert.equal(rung, 2);
    alarms.close();
  });

  it('reports what an alarm throws, and rings the others', async () => {
    const { alarms, rung, reported, ring, moveTo } = clockAt(0);
    const sync = new Error('sync');
    const later = new Error('later');
    alarms.set('sync', 1, () => {
      throw sync;
    });
    alarms.set('later', 2, () => Promise.reject(later));
    alarms.set('good', 3, ring('good'));
    await moveTo(10);
    assert.deepEqual([reported, rung], [[sync, later], ['good']]);
    alarms.close();
  });

  it('refuses an alarm without a time, and rings none once it is closed', async () => {
    const { alarms, rung, ring, moveTo } = clockAt(0);
    assert.throws(() => alarms.set('never', Number.NaN, ring('never')), /has no time/);
    alarms.set('one', 1, ring('one'));
    alarms.close();
    alarms.set('two', 1, ring('two'));
    await moveTo(5);
    assert.deepEqual(rung, []);
  });

  it('keeps no process alive', () => {
    const module = new URL('../../../lib/local/alarms/index.ts', import.meta.url);
    const program = `
      import { createAlarmClock } from ${JSON.stringify(module.href)};
      createAlarmClock({ now: Date.now }).set('far', Date.now() + 60_000, () => {});
    `;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 10_000 });
    assert.equal(status, 0);
  });
});

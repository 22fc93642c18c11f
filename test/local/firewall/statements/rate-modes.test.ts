import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { declareWebAcl, evaluate, firewallUnderTest, rule } from '../firewall-under-test.ts';

const seconds = 1000;

function limited(Limit: number, EvaluationWindowSec: number) {
  const { firewall, clock } = firewallUnderTest({ rateMode: 'aws-like' });
  clock.nowMillis = Math.floor(clock.nowMillis / (10 * seconds)) * 10 * seconds;
  declareWebAcl(firewall, [rule({ RateBasedStatement: { Limit, EvaluationWindowSec, AggregateKeyType: 'IP' } })]);
  const send = (count: number, clientIp = '192.0.2.1') =>
    Array.from({ length: count }, () => evaluate(firewall, { clientIp }).action).filter((it) => it === 'allow').length;
  const wait = (more: number) => {
    clock.nowMillis += more;
  };
  return { send, wait };
}

describe('a rate-based rule that looks every ten seconds', () => {
  it('lets a burst pass until the next look, and then refuses', () => {
    const { send, wait } = limited(10, 60);
    assert.equal(send(50), 50);
    wait(9_999);
    assert.equal(send(1), 1);
    wait(1);
    assert.equal(send(5), 0);
    assert.equal(send(5, '192.0.2.2'), 5, 'another address');
  });

  it('allows the limit itself', () => {
    const { send, wait } = limited(10, 60);
    assert.equal(send(10), 10);
    wait(10 * seconds);
    assert.equal(send(1), 1);
    wait(10 * seconds);
    assert.equal(send(1), 0, 'eleven within the minute');
  });

  it('ends at the look that finds few enough within the window', () => {
    const { send, wait } = limited(10, 60);
    send(20);
    wait(10 * seconds);
    assert.equal(send(1), 0);
    wait(49_999);
    assert.equal(send(1), 0);
    wait(1);
    assert.equal(send(1), 0, 'the look that still sees the first ten seconds');
    wait(10 * seconds);
    assert.equal(send(1), 1);
  });

  it('forgets everything after a window of silence, however long', () => {
    const { send, wait } = limited(10, 600);
    send(1000);
    wait(3_600 * seconds);
    assert.equal(send(10), 10);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSlidingLog } from '../../../../lib/local/firewall/rate/sliding-log.ts';
import { byteMatch, declareWebAcl, evaluate, firewallUnderTest, none, rule } from '../firewall-under-test.ts';

type Parts = Parameters<typeof evaluate>[1];

/** How many of so many equal requests pass before the first is refused. */
function passing(rate: object, parts: readonly Parts[] = [{}], more: object = {}) {
  const { firewall, clock } = firewallUnderTest();
  declareWebAcl(firewall, [rule({ RateBasedStatement: { Limit: 10, EvaluationWindowSec: 60, ...rate } }, more)]);
  const send = (count: number) => {
    let passed = 0;
    for (let n = 0; n < count; n += 1) passed += evaluate(firewall, parts[n % parts.length]).action === 'allow' ? 1 : 0;
    return passed;
  };
  return { send, clock };
}

const byIp = { AggregateKeyType: 'IP' };
const custom = (...CustomKeys: readonly object[]) => ({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });
const header = (name: string, value: string) => ({ headers: [[name, value] as const] });

describe('RateBasedStatement', () => {
  it('refuses the request after the last one that the limit allows', () => {
    assert.equal(passing(byIp).send(10), 10);
    assert.equal(passing(byIp).send(15), 10);
  });

  it('forgets requests when they have left the window, and counts refused ones', () => {
    const { send, clock } = passing(byIp);
    assert.equal(send(11), 10);
    clock.nowMillis += 59_999;
    assert.equal(send(1), 0);
    clock.nowMillis += 1;
    assert.equal(send(10), 9, 'the request that was refused a moment ago still counts');
    clock.nowMillis += 60_000;
    assert.equal(send(11), 10);
  });

  it('counts each address on its own', () => {
    assert.equal(passing(byIp, [{ clientIp: '192.0.2.1' }, { clientIp: '192.0.2.2' }]).send(24), 20);
  });

  it('counts an address once, however it is written', () => {
    assert.equal(passing(byIp, [{ clientIp: '192.0.2.1' }, { clientIp: '::ffff:192.0.2.1' }]).send(24), 10);
    assert.equal(passing(byIp, [{ clientIp: '2001:db8::1' }, { clientIp: '2001:DB8:0:0::1' }]).send(24), 10);
  });

  it('counts only what is in scope', () => {
    const ScopeDownStatement = byteMatch({ UriPath: {} }, '/login');
    const rate = { ...byIp, ScopeDownStatement };
    assert.equal(passing(rate, [{ uriPath: '/accounts' }]).send(30), 30);
    assert.equal(passing(rate, [{ uriPath: '/login' }]).send(30), 10);
    assert.equal(passing({ ...rate, AggregateKeyType: 'CONSTANT' }, [{ uriPath: '/login' }]).send(30), 10);
  });

  it('counts by a header, and leaves requests without it out', () => {
    const key = custom({ Header: { Name: 'X-API-Key', TextTransformations: none } });
    assert.equal(passing(key, [header('x-api-key', 'one'), header('x-api-key', 'two')]).send(30), 20);
    assert.equal(passing(key).send(30), 30);
  });

  it('counts by several parts together', () => {
    const key = custom({ IP: {} }, { HTTPMethod: {} });
    assert.equal(passing(key, [{ method: 'GET' }, { method: 'POST' }]).send(30), 20);
    assert.equal(passing(key, [{ method: 'GET' }, { method: 'GET', uriPath: '/other' }]).send(30), 10);
  });

  it('counts by cookie, argument, query and path', () => {
    const named = { Name: 'k', TextTransformations: none };
    const alike = { TextTransformations: [{ Priority: 0, Type: 'LOWERCASE' }] };
    const cases: readonly [key: object, one: Parts, other: Parts][] = [
      [{ Cookie: named }, header('cookie', 'k=1'), header('cookie', 'k=2')],
      [{ QueryArgument: named }, { queryString: 'k=1' }, { queryString: 'k=2' }],
      [{ QueryString: alike }, { queryString: 'a' }, { queryString: 'b' }],
      [{ UriPath: alike }, { uriPath: '/a' }, { uriPath: '/b' }],
    ];
    for (const [key, one, other] of cases) {
      assert.equal(passing(custom(key), [one]).send(30), 10, JSON.stringify(key));
      assert.equal(passing(custom(key), [one, other]).send(30), 20, JSON.stringify(key));
    }
    assert.equal(passing(custom({ UriPath: alike }), [{ uriPath: '/a' }, { uriPath: '/A' }]).send(30), 10);
  });

  it('takes the first forwarded address, counts nothing without the header, and counts together what is none', () => {
    const forwarded = (FallbackBehavior: string) => ({
      AggregateKeyType: 'FORWARDED_IP',
      ForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior },
    });
    assert.equal(passing(forwarded('MATCH'), [header('x-forwarded-for', '192.0.2.1, 10.0.0.1')]).send(30), 10);
    assert.equal(passing(forwarded('MATCH')).send(30), 30);
    const malformed = [header('x-forwarded-for', 'unknown'), header('x-forwarded-for', 'x')];
    assert.equal(passing(forwarded('MATCH'), malformed).send(30), 10);
    assert.equal(passing(forwarded('NO_MATCH'), [header('x-forwarded-for', 'unknown')]).send(30), 30);
  });

  it('does nothing but note when its action is Count', () => {
    assert.equal(passing(byIp, [{}], { Action: { Count: {} } }).send(30), 30);
  });
});

describe('the sliding log', () => {
  it('agrees with counting all requests of the window', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), gaps, (limit, them) => {
        const log = createSlidingLog(limit, 100);
        const times: number[] = [];
        let now = 1000;
        for (const gap of them) {
          now += gap;
          times.push(now);
          const inWindow = times.filter((time) => time > now - 100).length;
          assert.equal(log.exceeds('key', now), inWindow > limit);
        }
      }),
    );
  });

  it('forgets the key that was seen longest ago when there are too many', () => {
    const log = createSlidingLog(1, 1000);
    log.exceeds('steady', 0);
    for (let n = 0; n < 9_999; n += 1) log.exceeds(`key ${n}`, 0);
    assert.equal(log.exceeds('steady', 0), true);
    for (let n = 0; n < 10_000; n += 1) log.exceeds(`other ${n}`, 0);
    assert.equal(log.exceeds('steady', 0), false);
  });
});

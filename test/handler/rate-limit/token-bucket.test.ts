import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type RatePlan, rateLimitContext, restingBucket, type Take, takeFrom } from '../../../lib/handler/index.ts';

const plan: RatePlan = { burst: 10, ratePerSecond: 2, requestsPerDay: 1_000 };
/** Noon of a day. */
const noon = Date.parse('2026-11-22T12:00:00Z') * 1_000;
const second = 1_000_000;

/** Takes at these moments, one after the other; the state goes from day to day as a store would keep it. */
function takes(ofPlan: RatePlan, moments: readonly number[]): readonly Take[] {
  let state = restingBucket;
  let day = 0;
  return moments.map((now) => {
    const today = Math.floor(now / (86_400 * second));
    if (today !== day) state = { ...state, takenToday: 0 };
    day = today;
    const take = takeFrom(ofPlan, state, now);
    state = take.state;
    return take;
  });
}
const taken = (all: readonly Take[]) => all.filter(({ violated }) => violated.length === 0).length;
const at = (count: number, moment: number) => Array.from({ length: count }, () => moment);

describe('a bucket', () => {
  it('gives what it holds at once, and not one more', () => {
    assert.equal(taken(takes(plan, at(50, noon))), 10);
  });

  it('fills at its rate, to the moment', () => {
    assert.equal(taken(takes(plan, [...at(10, noon), noon + second / 2 - 1])), 10);
    assert.equal(taken(takes(plan, [...at(10, noon), noon + second / 2])), 11);
  });

  it('holds no more for having rested longer', () => {
    assert.equal(taken(takes(plan, [...at(10, noon), ...at(50, noon + 3_600 * second)])), 20);
  });

  it('gives no more a day than the quota, and begins again at midnight', () => {
    const small = { ...plan, requestsPerDay: 3 };
    const midnight = (Date.parse('2026-11-23T00:00:00Z') * second) / 1_000;
    const all = takes(small, [...at(5, noon), midnight - 1, ...at(2, midnight)]);
    assert.equal(taken(all), 5);
    assert.deepEqual(all[4]?.violated, ['day']);
    assert.deepEqual(all[5]?.violated, ['day']);
  });

  it('counts no request that it refused', () => {
    const { state } = takes({ ...plan, burst: 1 }, at(20, noon)).at(-1) ?? {};
    assert.equal(state?.takenToday, 1);
  });

  it('never gives more than it holds and what flowed back, in any stretch of time', () => {
    const plans = fc.record({
      burst: fc.integer({ min: 1, max: 20 }),
      ratePerSecond: fc.double({ min: 0.01, max: 100, noNaN: true }),
      requestsPerDay: fc.integer({ min: 1, max: 200 }),
    });
    const gaps = fc.array(fc.integer({ min: 0, max: 3 * second }), { maxLength: 100 });
    fc.assert(
      fc.property(plans, gaps, (ofPlan, between) => {
        let now = noon;
        const moments = between.map((gap) => (now += gap));
        const given = takes(ofPlan, moments).filter(({ violated }) => violated.length === 0);
        for (const [first, { nowMicros: from }] of given.entries()) {
          for (const [last, { nowMicros: to }] of given.entries()) {
            const most = ofPlan.burst + Math.floor(((to - from) / second) * ofPlan.ratePerSecond);
            assert(last - first + 1 <= most || last < first);
          }
        }
        assert(given.length <= ofPlan.requestsPerDay);
      }),
    );
  });

  it('refuses for ever what is no number, and never says when to come back earlier than that works', () => {
    for (const broken of [{ burst: Number.NaN }, { ratePerSecond: Number.NaN }, { requestsPerDay: Number.NaN }]) {
      assert.equal(taken(takes({ ...plan, ...broken }, at(1, noon))), 0);
    }
    const late = fc.record({
      burst: fc.integer({ min: 1, max: 9 }),
      ratePerSecond: fc.double({ min: 0.1, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(late, fc.integer({ min: 0, max: second }), (some, offset) => {
        const ofPlan = { ...plan, ...some };
        const all = takes(ofPlan, at(ofPlan.burst + 1, noon + offset));
        const refused = all.at(-1);
        assert(refused !== undefined && refused.violated.length === 1);
        const retryAfter = Number(rateLimitContext(ofPlan, refused)['retryAfter']);
        assert.deepEqual(takeFrom(ofPlan, refused.state, noon + offset + retryAfter * second).violated, []);
      }),
    );
  });
});

describe('what a client is told of its quotas', () => {
  const context = (moments: readonly number[], ofPlan = plan) => {
    const last = takes(ofPlan, moments).at(-1);
    assert(last !== undefined);
    return rateLimitContext(ofPlan, last);
  };
  const untilMidnight = 12 * 3_600;

  it('is the policy of each, and what is left of it until when', () => {
    assert.deepEqual(context(at(3, noon)), {
      rateLimitPolicy: '"burst";q=10;w=5, "day";q=1000;w=86400',
      rateLimit: `"burst";r=7;t=1, "day";r=997;t=${untilMidnight}`,
    });
  });

  it('is, where one is used up, when to come back, never earlier than the field says, and which it was', () => {
    const slow = { ...plan, burst: 2, ratePerSecond: 0.1 };
    assert.partialDeepStrictEqual(context([noon, noon, noon + second], slow), {
      rateLimit: `"burst";r=0;t=9, "day";r=998;t=${untilMidnight - 1}`,
      retryAfter: '9',
      violatedPolicies: 'burst',
    });
  });

  it('is the longer wait, where both are used up', () => {
    const both = { ...plan, burst: 1, requestsPerDay: 1 };
    assert.partialDeepStrictEqual(context([noon, noon], both), {
      retryAfter: String(untilMidnight),
      violatedPolicies: 'burst,day',
    });
  });
});

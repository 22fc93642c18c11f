import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { type BucketState, type RatePlan, restingBucket, takeFrom } from '../../../lib/handler/index.ts';
import { serveTable } from '../serve-table.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;
const plan: RatePlan = { burst: 10, ratePerSecond: 2, requestsPerDay: 1_000 };

let table: Awaited<ReturnType<typeof serveTable>>;
let takeToken: typeof import('../../../lambdas/rate-limit/take-token.ts')['takeToken'];
let requests = 0;
const modulePath = '../../../lambdas/rate-limit/take-token.ts';

before(async () => {
  table = await serveTable('RATE_LIMIT_TABLE', 'client');
  ({ takeToken } = await import(modulePath));
  const { send } = DynamoDBClient.prototype;
  DynamoDBClient.prototype.send = function (this: DynamoDBClient, ...parts: Parameters<typeof send>) {
    requests += 1;
    return send.apply(this, parts);
  } as typeof send;
});
after(() => table.close());

const newClient = () => randomUUID();
const given = (takes: readonly { readonly violated: readonly string[] }[]) =>
  takes.filter(({ violated }) => violated.length === 0).length;
const parallel = (count: number, client: string, nowMillis = noon, ofPlan = plan) =>
  Promise.all(Array.from({ length: count }, () => takeToken(client, ofPlan, nowMillis)));

describe('the bucket of a client', () => {
  it('gives 100 who come at once as many tokens as it holds', async () => {
    const client = newClient();
    assert.equal(given(await parallel(100, client)), 10);
    assert.equal(given(await parallel(100, client, noon + 1_000)), 2);
    assert.equal(given(await parallel(100, client, noon + 3_600_000)), 10);
  });

  it('gives 100 who come at once no more than the day has left', async () => {
    const client = newClient();
    const small = { burst: 80, ratePerSecond: 100, requestsPerDay: 30 };
    assert.equal(given(await parallel(100, client, noon, small)), 30);
    assert.equal(given(await parallel(100, client, noon + day, small)), 30);
  });

  it('is nobody else’s', async () => {
    const [one, other] = [newClient(), newClient()];
    await parallel(10, one);
    assert.equal(given(await parallel(1, one)), 0);
    assert.equal(given(await parallel(1, other)), 1);
  });

  it('costs one request, and reads nothing before: given, in use, and refused', async () => {
    const client = newClient();
    const costs: number[] = [];
    for (const nowMillis of [noon, noon, ...Array.from({ length: 9 }, () => noon), noon + 60_000, noon + 60_000]) {
      const earlier = requests;
      await takeToken(client, plan, nowMillis);
      costs.push(requests - earlier);
    }
    assert.deepEqual(
      costs,
      Array.from({ length: 13 }, () => 1),
    );
  });

  it('costs one more where the instance did not know it to be in use', async () => {
    const { takeToken: elsewhere } = await import(`${modulePath}?elsewhere`);
    const client = newClient();
    await elsewhere(client, plan, noon);
    const earlier = requests;
    assert.equal(given([await takeToken(client, plan, noon)]), 1);
    assert.equal(requests - earlier, 2);
  });

  it('is forgotten once it is full and its day is over, and keeps no other days', async () => {
    const client = newClient();
    for (let days = 0; days < 4; days += 1) await takeToken(client, plan, noon + days * day);
    const { Item: item } = await table.client.send(
      new GetItemCommand({ TableName: table.table, Key: { client: { S: client } } }),
    );
    assert.deepEqual(Object.keys(item ?? {}).sort(), ['client', 'expiresAt', 'fullAtMicros', 'taken-2026-11-25']);
    assert.equal(Number(item?.['expiresAt']?.N), noon / 1_000 + 3 * 86_400 + 5 + 2 * 86_400);
  });

  it('lets nobody in who cannot be counted', async () => {
    await assert.rejects(takeToken('', plan, noon));
    await assert.rejects(takeToken(newClient(), { ...plan, requestsPerDay: Number.NaN }, noon));
  });

  it('does what the arithmetic of the bucket says, whenever somebody comes', async () => {
    const plans = fc.record({
      burst: fc.integer({ min: 1, max: 5 }),
      ratePerSecond: fc.constantFrom(0.3, 1, 3, 50),
      requestsPerDay: fc.integer({ min: 1, max: 12 }),
    });
    const gaps = fc.array(fc.constantFrom(0, 1, 200, 999, 4_000, 20_000_000, day), { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(plans, gaps, async (ofPlan, between) => {
        const client = newClient();
        const days = new Map<number, number>();
        let [now, state]: [number, BucketState] = [noon, restingBucket];
        for (const gap of between) {
          now += gap;
          const today = Math.floor(now / day);
          const expected = takeFrom(ofPlan, { ...state, takenToday: days.get(today) ?? 0 }, now * 1_000);
          state = expected.state;
          days.set(today, state.takenToday);
          assert.deepEqual(await takeToken(client, ofPlan, now), expected);
        }
      }),
      { numRuns: 40 },
    );
  });
});

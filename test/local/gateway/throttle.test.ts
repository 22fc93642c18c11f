import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { TokenBucket } from '../../../lib/local/gateway/limits/token-bucket.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { startGateway } from './fixture.ts';

const setting = (HttpMethod: string, ResourcePath: string, burst: number): JsonObject => ({
  HttpMethod,
  ResourcePath,
  ThrottlingRateLimit: 1,
  ThrottlingBurstLimit: burst,
});

const start = (...MethodSettings: readonly JsonObject[]) =>
  startGateway({ methods: { 'GET /': {}, 'GET /a/{id}': {}, 'POST /a/{id}': {} }, stage: { MethodSettings } });

describe('the throttle of a stage', () => {
  const allowed = async (gateway: ReturnType<typeof start>, method: string, path: string) => {
    let count = 0;
    while (count < 20 && (await gateway.call(method, path)).status === 200) count++;
    return count;
  };

  it('holds for one method on one path, whoever calls', async () => {
    const gateway = start(setting('GET', '/~1a~1{id}', 2));
    assert.equal((await gateway.call('GET', '/a/1', { clientIp: '192.0.2.1' })).status, 200);
    assert.equal((await gateway.call('GET', '/a/2', { clientIp: '192.0.2.2' })).status, 200);
    const answer = await gateway.call('GET', '/a/3', { clientIp: '192.0.2.3' });
    assert.equal(answer.status, 429);
    assert.equal(answer.text, '{"message":"Too Many Requests"}');
    assert.equal(await allowed(gateway, 'POST', '/a/1'), 20);
    gateway.wait(1_000);
    assert.equal(await allowed(gateway, 'GET', '/a/1'), 1);
  });

  it('for all methods gives each a bucket of its own, and yields to one that is more exact', async () => {
    const gateway = start(setting('*', '/*', 3), setting('GET', '/', 1));
    assert.equal(await allowed(gateway, 'GET', '/a/1'), 3);
    assert.equal(await allowed(gateway, 'POST', '/a/1'), 3);
    assert.equal(await allowed(gateway, 'GET', '/'), 1);
  });

  it('lets the account have 5,000 requests at once', async () => {
    const gateway = start();
    for (let count = 0; count < 5_000; count++) assert.equal((await gateway.call('GET', '/')).status, 200);
    assert.equal((await gateway.call('GET', '/')).status, 429);
    gateway.wait(1_000);
    assert.equal((await gateway.call('GET', '/')).status, 200);
  });
});

describe('a token bucket', () => {
  it('never lets through more than burst + rate × time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 100 }),
        (ratePerSecond, burst, waits) => {
          const bucket = new TokenBucket({ ratePerSecond, burst }, 0);
          let nowMillis = 0;
          let taken = 0;
          for (const wait of waits) {
            nowMillis += wait;
            if (bucket.take(nowMillis)) taken++;
          }
          assert.ok(taken <= burst + (ratePerSecond * nowMillis) / 1_000 + 1e-6);
        },
      ),
    );
  });

  it('gets nothing from a clock that goes back', () => {
    const bucket = new TokenBucket({ ratePerSecond: 1, burst: 1 }, 10_000);
    assert.equal(bucket.take(10_000), true);
    assert.equal(bucket.take(0), false);
    assert.equal(bucket.take(500), false);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { periodStart } from '../../../lib/local/gateway/limits/quota-period.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { invocationUri, memberOf, ofType, startGateway, type TestOptions, temporaryFolder } from './fixture.ts';

const value = 'a-metering-key-of-a-partner';
const headers = { 'X-API-Key': value };

const start = (
  { plan = {}, apiKey = {}, planKey = true }: { plan?: JsonObject; apiKey?: JsonObject; planKey?: boolean } = {},
  options: TestOptions = {},
) =>
  startGateway({
    methods: { 'GET /rates': { ApiKeyRequired: true }, 'GET /open': {}, 'GET /slow': { ApiKeyRequired: true } },
    ...options,
    resources: {
      plan: ofType('UsagePlan', {
        UsagePlanName: 'partner',
        ApiStages: [{ ApiId: { Ref: 'api' }, Stage: { Ref: 'stage' } }],
        ...plan,
      }),
      key: ofType('ApiKey', { Enabled: true, Value: value, ...apiKey }),
      ...(planKey && {
        planKey: ofType('UsagePlanKey', { KeyId: { Ref: 'key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'plan' } }),
      }),
      ...options.resources,
    },
  });

const statuses = async (times: number, call: () => Promise<{ readonly status: number }>) => {
  const found: number[] = [];
  for (let count = 0; count < times; count++) found.push((await call()).status);
  return found;
};

describe('an API key', () => {
  it('lets its holder through, and the function learns which it was', async () => {
    const { call, lastEvent } = start();
    assert.equal((await call('GET', '/rates', { headers })).status, 200);
    const identity = memberOf(memberOf(lastEvent(), 'requestContext'), 'identity');
    assert.equal(identity['apiKey'], value);
    assert.match(String(identity['apiKeyId']), /^[a-z0-9]{10}$/);
  });

  it('is not asked for where the method does not want one', async () => {
    assert.equal((await start().call('GET', '/open')).status, 200);
  });

  const refusals: Readonly<Record<string, () => ReturnType<ReturnType<typeof start>['call']>>> = {
    missing: () => start().call('GET', '/rates'),
    unknown: () => start().call('GET', '/rates', { headers: { 'X-API-Key': `${value}x` } }),
    'sent twice': () => start().call('GET', '/rates', { headers: [...Object.entries(headers), ['x-api-key', value]] }),
    disabled: () => start({ apiKey: { Enabled: false } }).call('GET', '/rates', { headers }),
    'in no usage plan': () => start({ planKey: false }).call('GET', '/rates', { headers }),
    'in a plan for no stage of this API': () => start({ plan: { ApiStages: [] } }).call('GET', '/rates', { headers }),
    'in the header where the authorizer must say it': () =>
      start({}, { api: { ApiKeySourceType: 'AUTHORIZER' } }).call('GET', '/rates', { headers }),
  };
  for (const [title, refused] of Object.entries(refusals)) {
    it(`that is ${title} is refused`, async () => {
      const answer = await refused();
      assert.equal(answer.status, 403);
      assert.equal(answer.text, '{"message":"Forbidden"}');
      assert.equal(answer.headers.get('x-amzn-errortype'), 'ForbiddenException');
    });
  }

  it('can come from the authorizer', async () => {
    const authorized = (usageIdentifierKey: string | null) =>
      start(
        {},
        {
          api: { ApiKeySourceType: 'AUTHORIZER' },
          functions: {
            authorize: () => ({
              principalId: 'partner',
              usageIdentifierKey,
              policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
            }),
          },
          methods: {
            'GET /rates': { ApiKeyRequired: true, AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'authorizer' } },
          },
          resources: {
            authorizer: ofType('Authorizer', {
              RestApiId: { Ref: 'api' },
              Name: 'keys',
              Type: 'REQUEST',
              AuthorizerUri: invocationUri('authorize'),
              AuthorizerResultTtlInSeconds: 0,
            }),
          },
        },
      ).call('GET', '/rates');
    assert.equal((await authorized(value)).status, 200);
    assert.equal((await authorized('another-value-altogether')).status, 403);
    assert.equal((await authorized(null)).status, 403);
  });
});

describe('the throttle of a usage plan', () => {
  const throttled = { Throttle: { RateLimit: 1, BurstLimit: 10 } };

  it('refuses the eleventh request in a burst of ten, and takes one more each second', async () => {
    const { call, wait } = start({ plan: throttled });
    const one = () => call('GET', '/rates', { headers });
    assert.deepEqual(await statuses(11, one), [...Array(10).fill(200), 429]);
    wait(999);
    assert.equal((await one()).status, 429);
    wait(1);
    assert.deepEqual(await statuses(2, one), [200, 429]);
  });

  it('says that there were too many requests', async () => {
    const { call } = start({ plan: { Throttle: { RateLimit: 0, BurstLimit: 0 } } });
    const answer = await call('GET', '/rates', { headers });
    assert.equal(answer.text, '{"message":"Too Many Requests"}');
    assert.equal(answer.headers.get('x-amzn-errortype'), 'TooManyRequestsException');
  });

  it('is one for all methods, but for a method that has its own', async () => {
    const { call } = start({
      plan: {
        ...throttled,
        ApiStages: [
          {
            ApiId: { Ref: 'api' },
            Stage: { Ref: 'stage' },
            Throttle: { '/slow/GET': { RateLimit: 1, BurstLimit: 1 } },
          },
        ],
      },
    });
    assert.deepEqual(await statuses(2, () => call('GET', '/slow', { headers })), [200, 429]);
    assert.deepEqual(await statuses(11, () => call('GET', '/rates', { headers })), [...Array(10).fill(200), 429]);
  });
});

describe('the quota of a usage plan', () => {
  const quota = { Quota: { Limit: 3, Period: 'DAY' } };

  it('ends after its limit and starts anew at midnight UTC', async () => {
    const { call, wait } = start({ plan: quota });
    const one = () => call('GET', '/rates', { headers });
    assert.deepEqual(await statuses(4, one), [200, 200, 200, 429]);
    const answer = await one();
    assert.equal(answer.text, '{"message":"Limit Exceeded"}');
    assert.equal(answer.headers.get('x-amzn-errortype'), 'LimitExceededException');
    wait(24 * 3_600_000 - (4 * 3_600 + 11 * 60 + 24) * 1_000 - 1);
    assert.equal((await one()).status, 429);
    wait(1);
    assert.deepEqual(await statuses(4, one), [200, 200, 200, 429]);
  });

  it('survives a restart', async () => {
    const stateFolder = temporaryFolder();
    const first = start({ plan: quota }, { stateFolder });
    assert.deepEqual(await statuses(2, () => first.call('GET', '/rates', { headers })), [200, 200]);
    // Nothing is closed: as after a `kill -9`, only what is in the file is left.
    const second = start({ plan: quota }, { stateFolder });
    assert.deepEqual(await statuses(2, () => second.call('GET', '/rates', { headers })), [200, 429]);
  });

  it('is not used up by throttled requests', async () => {
    const { call, wait } = start({ plan: { ...quota, Throttle: { RateLimit: 1, BurstLimit: 1 } } });
    const one = () => call('GET', '/rates', { headers });
    assert.deepEqual(await statuses(3, one), [200, 429, 429]);
    wait(1_000);
    assert.equal((await one()).status, 200);
    wait(1_000);
    assert.equal((await one()).status, 200);
  });

  it('of nothing lets nothing through', async () => {
    const { call } = start({ plan: { Quota: { Limit: 0, Period: 'MONTH' } } });
    assert.equal((await call('GET', '/rates', { headers })).status, 429);
  });

  it('counts days, weeks from Sunday and months in UTC', () => {
    const wednesday = Date.UTC(2026, 11, 30, 23, 59, 59);
    assert.equal(periodStart.DAY(wednesday), '2026-12-30');
    assert.equal(periodStart.WEEK(wednesday), '2026-12-27');
    assert.equal(periodStart.MONTH(wednesday), '2026-12-01');
    assert.equal(periodStart.WEEK(Date.UTC(2027, 0, 1)), '2026-12-27');
  });
});

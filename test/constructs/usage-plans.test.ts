import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { Secrets, type UsagePlanRow, UsagePlans } from '../../lib/constructs/index.ts';
import { apiTemplate } from './support/create-api.ts';
import { synthesise } from './support/synthesise.ts';

const plansOf = (changes: Partial<UsagePlanRow>, times = 1) =>
  synthesise((stack) => {
    const { meteringKey } = new Secrets(stack, 'Secrets');
    const plan = { name: 'partner', ratePerSecond: 1, burst: 10, requestsPerDay: 200, meteringKey, ...changes };
    new UsagePlans(stack, 'Plans', { plans: Array.from({ length: times }, () => plan) });
  });

test('a plan has a rate, a burst and a daily quota, on the stage of the api', () => {
  apiTemplate().hasResourceProperties('AWS::ApiGateway::UsagePlan', {
    Throttle: { RateLimit: 1, BurstLimit: 10 },
    Quota: { Limit: 200, Period: 'DAY' },
    ApiStages: [{ ApiId: Match.anyValue(), Stage: Match.anyValue() }],
  });
});

test('the value of the metering key is read from its secret when deployed, and never stands in the template', () => {
  plansOf({}).hasResourceProperties('AWS::ApiGateway::ApiKey', {
    Value: {
      'Fn::Join': [
        '',
        ['{{resolve:secretsmanager:', { Ref: Match.stringLikeRegexp('MeteringKey') }, ':SecretString:::}}'],
      ],
    },
  });
});

for (const changes of [
  { ratePerSecond: 0 },
  { ratePerSecond: Number.NaN },
  { burst: 1.5 },
  { requestsPerDay: Number.POSITIVE_INFINITY },
  { name: 'Partner' },
]) {
  const [[name, value] = []] = Object.entries(changes);
  test(`refuses a plan with ${name} ${value}`, () => {
    assert.throws(() => plansOf(changes), /of a plan is/);
  });
}

test('refuses no plan at all, and two of one name', () => {
  assert.throws(() => plansOf({}, 0), /at least one plan/);
  assert.throws(() => plansOf({}, 2), /no two have one name/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiTemplate } from './support/create-api.ts';
import { smallApi, writeOrder } from './support/small-api.ts';

const deploymentOf = (options: Parameters<typeof writeOrder>[0], corsOrigin?: string) =>
  Object.keys(
    apiTemplate({ api: smallApi(writeOrder(options)), ...(corsOrigin !== undefined && { corsOrigin }) }).findResources(
      'AWS::ApiGateway::Deployment',
    ),
  ).join();

const before = deploymentOf({});

test('the same contract is the same deployment', () => {
  assert.equal(deploymentOf({}), before);
});

for (const [what, options, corsOrigin] of [
  ['a model', { maximum: 11 }, undefined],
  ['the scopes of a method', { scopes: ['shop/orders.admin'] }, undefined],
  ['the validator of a method', { bodyRefusedBy: 'gateway' }, undefined],
  ['a gateway response', {}, 'https://portal.example.com'],
] as const) {
  test(`${what} that changed reaches callers by a new deployment`, () => {
    assert.notEqual(deploymentOf(options, corsOrigin), before);
  });
}

test('a throttle that changed needs none: it belongs to the stage', () => {
  assert.equal(deploymentOf({ limits: { ratePerSecond: 3 } }), before);
});

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isKnownConditionKey, knownConditionKeys } from '../../../lib/local/iam/condition-keys.ts';

const local = join(import.meta.dirname, '../../../lib/local');
const services = globSync('*/**/*.ts', { cwd: local })
  .filter((file) => !/^(iam|access|firewall|cognito)\//.test(file))
  .map((file) => readFileSync(join(local, file), 'utf8'));
/** Condition keys are written in lower case, actions are not. */
const said = new Set(
  services.flatMap((text) =>
    [...text.matchAll(/['`]((?:dynamodb|iam|kms|secretsmanager|sns|sqs|ses|ssm|scheduler|events):[a-z/-]+:?)/g)].map(
      ([, key = '']) => key,
    ),
  ),
);

describe('the condition keys of services', () => {
  it('that services say of requests are all known', () => {
    assert.ok(said.size > 10);
    for (const key of said) assert.ok(isKnownConditionKey(key) || knownConditionKeys.includes(key), key);
  });

  it('that are known are all said by a service, or can never be there', () => {
    const never = ['kms:grantisforawsresource'];
    const known = knownConditionKeys.filter((key) =>
      /^(dynamodb|iam|kms|secretsmanager|sns|sqs|ses|ssm|events):/.test(key),
    );
    assert.ok(known.length > 10);
    for (const key of known) assert.ok(said.has(key) || never.includes(key), key);
  });

  it('are known only whole, and families only with a name', () => {
    for (const key of ['kms:viaservice', 'aws:principaltag/team', 'kms:encryptioncontext:purpose']) {
      assert.ok(isKnownConditionKey(key), key);
    }
    for (const key of ['kms:viaservices', 'aws:principaltag/', 'kms:encryptioncontext:', 'kms:', '', 'constructor']) {
      assert.ok(!isKnownConditionKey(key), key);
    }
  });
});

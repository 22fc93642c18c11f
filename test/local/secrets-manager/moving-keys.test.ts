import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKms, type KeyDefinition } from '../../../lib/local/kms/index.ts';
import { createSecretsManager } from '../../../lib/local/secrets-manager/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';

const OLD = '11111111-1111-4111-8111-111111111111';
const NEW = '22222222-2222-4222-8222-222222222222';

/** One start of the runtime with a template that has one key and one secret under it, or under AWS's own. */
const start = (folder: string, keyId: string | undefined) => {
  const environment = testEnvironment(folder);
  const iam = { declareResourcePolicy: () => {}, removeResourcePolicy: () => {}, decide: () => 'allowed' as const };
  const kms = createKms({ environment, iam });
  const secretsManager = createSecretsManager({ environment, iam, keys: kms });
  const definition = { description: '', spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', enabled: true } as const;
  const key = (id: string): KeyDefinition => ({
    ...definition,
    id,
    rotationPeriodDays: undefined,
    policy: undefined,
    tags: [],
  });
  if (keyId !== undefined) kms.declareKey(key(keyId));
  const declare = () =>
    secretsManager.declareSecret({
      name: 'login',
      arnSuffix: 'AbCdEf',
      tags: [],
      kmsKeyId: keyId,
      value: { kind: 'given', text: 'kept through it all' },
    });
  return {
    declare,
    value: () => secretsManager.secretString('login'),
    [Symbol.dispose]: () => {
      secretsManager.close();
      kms.close();
    },
  };
};

describe('a secret whose template', () => {
  for (const [what, next] of [
    ['replaces its key by another', NEW],
    ['gives up its key', undefined],
  ] as const) {
    it(`${what} is encrypted anew with what the old key opens for the last time`, (test) => {
      const { folder, remove } = temporaryFolder();
      test.after(remove);
      {
        using before = start(folder, OLD);
        before.declare();
      }
      {
        using after = start(folder, next);
        assert.throws(after.value, { code: 'ResourceNotFoundException' });
        after.declare();
        assert.equal(after.value(), 'kept through it all');
      }
      using later = start(folder, next);
      later.declare();
      assert.equal(later.value(), 'kept through it all');
    });
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secretsManagerResourceTypes } from '../../../../lib/local/resources/secrets-manager/index.ts';
import { createSecretsManager } from '../../../../lib/local/secrets-manager/index.ts';
import type { LocalServices } from '../../../../lib/local/services.ts';
import { testEnvironment } from '../../support/environment.ts';

const declare = (type: string, given: object) => {
  const resource = secretsManagerResourceTypes.find((known) => known.type === type);
  assert.ok(resource !== undefined);
  const environment = testEnvironment('');
  const secretsManager = createSecretsManager({ environment, memory: true });
  const properties = resource.properties.parse(given);
  const declaration = {
    path: 'Bank/Pepper',
    stackName: 'Bank',
    logicalId: 'Pepper',
    uniqueSuffix: '0123456789ab',
    properties,
  };
  // A secret is declared to Secrets Manager and to nothing else.
  const identity = resource.declare(declaration, { environment, secretsManager } as unknown as LocalServices);
  return { identity, secretsManager };
};
const SECRET = 'AWS::SecretsManager::Secret';

describe('AWS::SecretsManager::Secret', () => {
  it('is referred to by its ARN, which is the same at every start', () => {
    const [one, two] = [declare(SECRET, {}), declare(SECRET, {})];
    assert.match(
      one.identity.ref,
      /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:Pepper-0123456789ab-[0-9a-f]{6}$/,
    );
    assert.equal(one.identity.ref, two.identity.ref);
    assert.equal(one.identity.attributes['Id'], one.identity.ref);
  });

  it('generates its value as the template says', () => {
    const { identity, secretsManager } = declare(SECRET, {
      Name: 'login',
      GenerateSecretString: {
        PasswordLength: 64,
        ExcludePunctuation: true,
        SecretStringTemplate: '{"user":"bank"}',
        GenerateStringKey: 'password',
      },
    });
    const { user, password } = JSON.parse(secretsManager.secretString(identity.ref));
    assert.equal(user, 'bank');
    assert.match(password, /^[A-Za-z0-9]{64}$/);
  });

  it('takes a value that stands in the template', () => {
    const { secretsManager } = declare(SECRET, { Name: 'given', SecretString: 'text' });
    assert.equal(secretsManager.secretString('given'), 'text');
  });

  it('refuses what contradicts itself, and what it does not know', () => {
    for (const [properties, message] of [
      [{ SecretString: 'a', GenerateSecretString: {} }, /exclude each other/],
      [{ GenerateSecretString: { GenerateStringKey: 'a' } }, /belong together/],
      [{ GenerateSecretString: { GenerateStringKey: 'a', SecretStringTemplate: '[]' } }, /must be a JSON object/],
      [{ GenerateSecretString: { GenerateStringKey: 'a', SecretStringTemplate: '{' } }, /must be a JSON object/],
      [{ ReplicaRegions: [] }, /ReplicaRegions/],
      [{ GenerateSecretString: { Length: 5 } }, /Length/],
    ] as const) {
      assert.throws(() => declare(SECRET, properties), message);
    }
  });
});

describe('AWS::SecretsManager::RotationSchedule', () => {
  it('says that nothing is rotated', () => {
    const resource = secretsManagerResourceTypes.find(({ type }) => type.endsWith('RotationSchedule'));
    assert.equal(resource?.enforcement.kind, 'not-enforced');
    const { identity } = declare('AWS::SecretsManager::RotationSchedule', {
      SecretId: 'arn:of:secret',
      RotationLambdaARN: 'arn:of:function',
      RotationRules: { AutomaticallyAfterDays: 30 },
    });
    assert.equal(identity.ref, 'arn:of:secret');
  });
});

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
  const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:rotate';
  const declareSchedule = (properties: object) => {
    const environment = testEnvironment('');
    const functions = { mayInvoke: (arn: string) => arn === FUNCTION, invoke: () => new Promise<never>(() => {}) };
    const secretsManager = createSecretsManager({ environment, memory: true, functions });
    const value = { kind: 'given', text: 'value' } as const;
    const { arn } = secretsManager.declareSecret({ name: 'login', arnSuffix: 'AbCdEf', tags: [], value });
    const resource = secretsManagerResourceTypes.find(({ type }) => type.endsWith('RotationSchedule'));
    assert.ok(resource !== undefined);
    const declaration = {
      path: 'Bank/Rotation',
      stackName: 'Bank',
      logicalId: 'Rotation',
      uniqueSuffix: '0123456789ab',
      properties: resource.properties.parse({ SecretId: arn, RotationLambdaARN: FUNCTION, ...properties }),
    };
    // A schedule is declared to Secrets Manager and to nothing else.
    const services = { environment, secretsManager } as unknown as LocalServices;
    const identity = resource.declare(declaration, services);
    secretsManager.close();
    return { arn, identity, resource };
  };

  it('has a secret rotated by a function that lets it', () => {
    const { arn, identity, resource } = declareSchedule({ RotationRules: { AutomaticallyAfterDays: 30 } });
    assert.equal(resource.enforcement.kind, 'enforced');
    assert.equal(identity.ref, arn);
  });

  it('refuses another function, no rules or wrong ones, no secret, and functions that AWS would host', () => {
    const RotationRules = { AutomaticallyAfterDays: 30 };
    for (const [properties, message] of [
      [{ RotationRules, RotationLambdaARN: `${FUNCTION}-other` }, /cannot invoke/],
      [{}, /RotationRules/],
      [{ RotationRules: { ScheduleExpression: 'rate(1 minute)' } }, /ScheduleExpression/],
      [{ RotationRules, SecretId: 'none' }, /can't find/],
      [{ RotationRules, HostedRotationLambda: {} }, /HostedRotationLambda/],
    ] as const) {
      assert.throws(() => declareSchedule(properties), message);
    }
  });
});

describe('AWS::SecretsManager::ResourcePolicy', () => {
  it('is told to IAM, unless it is to be blocked because everybody is let in', () => {
    const environment = testEnvironment('');
    const told: unknown[] = [];
    const iam = {
      declareResourcePolicy: (policy: unknown) => void told.push(policy),
      removeResourcePolicy: () => undefined,
      decide: () => 'unmentioned' as const,
    } as const;
    const secretsManager = createSecretsManager({ environment, memory: true, iam });
    const { arn } = secretsManager.declareSecret({ name: 'login', arnSuffix: 'AbCdEf', tags: [], value: undefined });
    const resource = secretsManagerResourceTypes.find(({ type }) => type.endsWith('ResourcePolicy'));
    assert.ok(resource !== undefined);
    const declarePolicy = (Principal: unknown) => {
      const ResourcePolicy = { Statement: [{ Effect: 'Allow', Principal, Action: 'secretsmanager:*', Resource: '*' }] };
      const properties = resource.properties.parse({ SecretId: arn, ResourcePolicy, BlockPublicPolicy: true });
      const place = { path: 'Bank/Policy', stackName: 'Bank', logicalId: 'Policy', uniqueSuffix: '0123456789ab' };
      return resource.declare({ ...place, properties }, { environment, secretsManager } as unknown as LocalServices);
    };
    const root = { AWS: 'arn:aws:iam::123456789012:root' };
    assert.equal(declarePolicy(root).ref, arn);
    const [policy] = told as readonly { resourceArn: string; authority: string; path: string }[];
    assert.deepEqual([policy?.resourceArn, policy?.authority, policy?.path], [arn, 'shared', 'Bank/Policy']);
    for (const everybody of ['*', { AWS: '*' }, { AWS: ['*'] }])
      assert.throws(() => declarePolicy(everybody), /broad access/);
  });
});

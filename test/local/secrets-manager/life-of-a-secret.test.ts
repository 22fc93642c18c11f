import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  type CreateSecretCommandInput,
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  type Filter,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  ReplicateSecretToRegionsCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  ValidateResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager';
import type { ResourcePolicyDeclaration } from '../../../lib/local/iam/index.ts';
import { createKms } from '../../../lib/local/kms/index.ts';
import { createSecretsManager } from '../../../lib/local/secrets-manager/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { serve } from '../support/serve.ts';

const DAY = 86_400_000;
const KEY_IDS = ['11111111-1111-8111-8111-111111111111', '22222222-2222-8222-8222-222222222222'] as const;

const secretsFixture = async (folder?: string) => {
  const clock = { millis: Date.UTC(2026, 10, 22) };
  const environment = testEnvironment(folder ?? '', () => clock.millis);
  const policies = new Map<string, ResourcePolicyDeclaration>();
  const iam = {
    declareResourcePolicy: (policy: ResourcePolicyDeclaration) => {
      if (!JSON.stringify(policy.document).includes('Statement')) throw new Error('no statement');
      policies.set(policy.resourceArn, policy);
    },
    removeResourcePolicy: (arn: string) => void policies.delete(arn),
    decide: () => 'unmentioned' as const,
  };
  const memory = folder === undefined;
  const keys = createKms({ environment, iam, memory });
  for (const id of KEY_IDS) {
    const kind = { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT' } as const;
    keys.declareKey({
      id,
      description: '',
      ...kind,
      enabled: true,
      rotationPeriodDays: undefined,
      policy: undefined,
      tags: [],
    });
  }
  const told: (readonly [string, string])[] = [];
  const onRead = (_: unknown, label: string, value: string) => void told.push([label, value]);
  const service = createSecretsManager({ environment, memory, keys, iam, onRead });
  const server = await serve(service.api, () => clock.millis);
  const client = new SecretsManagerClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return {
    clock,
    policies,
    told,
    service,
    client,
    create: (Name: string, input: Partial<CreateSecretCommandInput> = {}) =>
      client.send(new CreateSecretCommand({ Name, SecretString: `value of ${Name}`, ...input })),
    read: async (SecretId: string) => (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString,
    describe: (SecretId: string) => client.send(new DescribeSecretCommand({ SecretId })),
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      await server.close();
      service.close();
      keys.close();
    },
  };
};
type Fixture = Awaited<ReturnType<typeof secretsFixture>>;

describe('a secret that the API makes', () => {
  let secrets: Fixture;
  before(async () => {
    secrets = await secretsFixture();
  });
  after(() => secrets[Symbol.asyncDispose]());

  it('has an ARN that ends with six characters of its own, and its value', async () => {
    const { ARN, VersionId } = await secrets.create('made', {
      Description: 'by hand',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    assert.match(ARN ?? '', /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:made-[A-Za-z0-9]{6}$/);
    assert.equal(await secrets.read('made'), 'value of made');
    const described = await secrets.describe('made');
    assert.deepEqual([described.Description, described.Tags], ['by hand', [{ Key: 'a', Value: 'b' }]]);
    assert.deepEqual(described.VersionIdsToStages, { [VersionId ?? '']: ['AWSCURRENT'] });
  });

  it('is made once of a name; the same request again changes nothing', async () => {
    const ClientRequestToken = randomUUID();
    const first = await secrets.create('once', { ClientRequestToken });
    const again = await secrets.create('once', { ClientRequestToken });
    assert.deepEqual([again.ARN, again.VersionId], [first.ARN, ClientRequestToken]);
    for (const input of [{ ClientRequestToken, SecretString: 'another' }, {}]) {
      await assert.rejects(secrets.create('once', input), { name: 'ResourceExistsException' });
    }
    await assert.rejects(secrets.create('with space'), { name: 'ValidationException' });
    await assert.rejects(secrets.create('replicated', { AddReplicaRegions: [{ Region: 'eu-west-1' }] }), {
      name: 'InvalidParameterException',
      message: /AddReplicaRegions \(replication/,
    });
    await assert.rejects(
      secrets.client.send(new ReplicateSecretToRegionsCommand({ SecretId: 'once', AddReplicaRegions: [] })),
      { name: 'UnknownOperationException' },
    );
  });

  it('gets a new value, description or key, and is encrypted anew under that', async () => {
    await secrets.create('updated');
    const update = (input: object) => secrets.client.send(new UpdateSecretCommand({ SecretId: 'updated', ...input }));
    assert.equal((await update({ Description: 'new' })).VersionId, undefined);
    const ClientRequestToken = randomUUID();
    assert.equal((await update({ SecretString: 'second', ClientRequestToken })).VersionId, ClientRequestToken);
    await update({ SecretString: 'second', ClientRequestToken });
    await assert.rejects(update({ SecretString: 'third', ClientRequestToken }), { name: 'ResourceExistsException' });
    assert.equal(await secrets.read('updated'), 'second');
    const keysOf = async () => {
      const { Versions } = await secrets.client.send(new ListSecretVersionIdsCommand({ SecretId: 'updated' }));
      return new Set(Versions?.flatMap(({ KmsKeyIds }) => KmsKeyIds));
    };
    assert.deepEqual(await keysOf(), new Set(['DefaultEncryptionKey']));
    for (const KmsKeyId of [...KEY_IDS, 'alias/aws/secretsmanager']) {
      await update({ KmsKeyId });
      const expected = KmsKeyId.startsWith('alias')
        ? 'DefaultEncryptionKey'
        : `arn:aws:kms:eu-central-1:123456789012:key/${KmsKeyId}`;
      assert.deepEqual(await keysOf(), new Set([expected]));
      assert.equal(await secrets.read('updated'), 'second');
    }
    await assert.rejects(update({ KmsKeyId: 'alias/none' }), { name: 'EncryptionFailure' });
  });

  it('is restored within its window, and gone after it', async () => {
    const { ARN = '' } = await secrets.create('deleted');
    await secrets.client.send(
      new PutResourcePolicyCommand({ SecretId: 'deleted', ResourcePolicy: '{"Statement":[]}' }),
    );
    const remove = (input: object = {}) =>
      secrets.client.send(new DeleteSecretCommand({ SecretId: 'deleted', ...input }));
    for (const input of [
      { RecoveryWindowInDays: 6 },
      { RecoveryWindowInDays: 31 },
      { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
    ]) {
      await assert.rejects(remove(input), { name: 'InvalidParameterException' });
    }
    const { DeletionDate } = await remove({ RecoveryWindowInDays: 7 });
    assert.equal(DeletionDate?.getTime(), secrets.clock.millis + 7 * DAY);
    await assert.rejects(secrets.read('deleted'), { name: 'InvalidRequestException', message: /marked for deletion/ });
    await assert.rejects(remove(), { name: 'InvalidRequestException', message: /already scheduled/ });
    await assert.rejects(secrets.create('deleted'), { name: 'InvalidRequestException', message: /already scheduled/ });
    assert.equal((await secrets.describe('deleted')).DeletedDate?.getTime(), secrets.clock.millis + 7 * DAY);
    await secrets.client.send(new RestoreSecretCommand({ SecretId: 'deleted' }));
    assert.equal(await secrets.read('deleted'), 'value of deleted');

    await remove({ RecoveryWindowInDays: 7 });
    secrets.clock.millis += 7 * DAY;
    await assert.rejects(secrets.describe('deleted'), { name: 'ResourceNotFoundException' });
    assert.ok(!secrets.policies.has(ARN));
    const { ARN: next } = await secrets.create('deleted');
    assert.notEqual(next, ARN);
    await remove({ ForceDeleteWithoutRecovery: true });
    await assert.rejects(secrets.describe('deleted'), { name: 'ResourceNotFoundException' });
    await remove({ ForceDeleteWithoutRecovery: true });
    await assert.rejects(remove(), { name: 'ResourceNotFoundException' });
  });

  it('keeps a hundred versions: those without a label go after a day, and no other', async () => {
    await secrets.create('busy');
    const put = (index: number) =>
      secrets.client.send(new PutSecretValueCommand({ SecretId: 'busy', SecretString: `value ${index}` }));
    for (let i = 1; i < 100; i += 1) await put(i);
    await assert.rejects(put(100), { name: 'LimitExceededException' });
    secrets.clock.millis += DAY;
    await put(100);
    const list = async (IncludeDeprecated: boolean) => {
      const { Versions = [] } = await secrets.client.send(
        new ListSecretVersionIdsCommand({ SecretId: 'busy', IncludeDeprecated, MaxResults: 100 }),
      );
      return Versions.length;
    };
    assert.deepEqual([await list(false), await list(true)], [2, 100]);
    assert.equal(await secrets.read('busy'), 'value 100');
  });

  it('has tags', async () => {
    await secrets.create('tagged', { Tags: [{ Key: 'one', Value: '1' }] });
    const Tags = [
      { Key: 'one', Value: '2' },
      { Key: 'two', Value: '' },
    ];
    await secrets.client.send(new TagResourceCommand({ SecretId: 'tagged', Tags }));
    assert.deepEqual((await secrets.describe('tagged')).Tags, Tags);
    await secrets.client.send(new UntagResourceCommand({ SecretId: 'tagged', TagKeys: ['one'] }));
    assert.deepEqual((await secrets.describe('tagged')).Tags, [{ Key: 'two', Value: '' }]);
    for (const wrong of [[{ Key: 'aws:a', Value: '' }], [Tags[0], Tags[0]]]) {
      await assert.rejects(
        secrets.client.send(new TagResourceCommand({ SecretId: 'tagged', Tags: wrong as typeof Tags })),
        { name: 'InvalidParameterException' },
      );
    }
  });

  it('has a policy that IAM is told, unless it is none or lets everybody in', async () => {
    const { ARN = '' } = await secrets.create('shared');
    const policyOf = (Principal: unknown) =>
      JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal, Action: 'secretsmanager:GetSecretValue', Resource: '*' }],
      });
    const ofAccount = policyOf({ AWS: 'arn:aws:iam::123456789012:root' });
    const put = (ResourcePolicy: string) =>
      secrets.client.send(
        new PutResourcePolicyCommand({ SecretId: 'shared', ResourcePolicy, BlockPublicPolicy: true }),
      );
    await put(ofAccount);
    assert.deepEqual(
      [secrets.policies.get(ARN)?.authority, secrets.policies.get(ARN)?.document],
      ['shared', JSON.parse(ofAccount)],
    );
    await assert.rejects(put('{'), { name: 'MalformedPolicyDocumentException' });
    await assert.rejects(put('{"Version":"2012-10-17"}'), { name: 'MalformedPolicyDocumentException' });
    await assert.rejects(put(policyOf('*')), { name: 'PublicPolicyException' });
    assert.deepEqual(secrets.policies.get(ARN)?.document, JSON.parse(ofAccount));
    const read = () => secrets.client.send(new GetResourcePolicyCommand({ SecretId: 'shared' }));
    assert.equal((await read()).ResourcePolicy, ofAccount);
    const validate = async (ResourcePolicy: string) => {
      const { ValidationErrors, PolicyValidationPassed } = await secrets.client.send(
        new ValidateResourcePolicyCommand({ SecretId: 'shared', ResourcePolicy }),
      );
      return [PolicyValidationPassed, ...(ValidationErrors ?? []).map(({ CheckName }) => CheckName)];
    };
    assert.deepEqual(await validate(ofAccount), [true]);
    assert.deepEqual(await validate(policyOf({ AWS: '*' })), [false, 'PUBLIC_POLICY']);
    assert.deepEqual(await validate('{'), [false, 'POLICY_SYNTAX']);
    await secrets.client.send(new DeleteResourcePolicyCommand({ SecretId: 'shared' }));
    assert.equal((await read()).ResourcePolicy, undefined);
    assert.deepEqual(
      [...secrets.policies.keys()].filter((arn) => arn.includes('secretsmanager')),
      [],
    );
  });
});

describe('finding secrets', () => {
  it('goes by filters, in any order, page by page', async () => {
    await using fixture = await secretsFixture();
    const { client } = fixture;
    await fixture.create('bank/login', { Description: 'Of the Bank', Tags: [{ Key: 'team', Value: 'vault' }] });
    fixture.clock.millis += 1000;
    await fixture.create('bank/key', { Tags: [{ Key: 'Team', Value: 'desk' }] });
    fixture.clock.millis += 1000;
    await fixture.create('app/token');
    const names = async (Filters: Filter[], more: object = {}) => {
      const { SecretList } = await client.send(new ListSecretsCommand({ Filters, ...more }));
      return SecretList?.map(({ Name }) => Name);
    };
    assert.deepEqual(await names([]), ['app/token', 'bank/key', 'bank/login']);
    assert.deepEqual(await names([{ Key: 'name', Values: ['bank/'] }]), ['bank/key', 'bank/login']);
    assert.deepEqual(await names([{ Key: 'name', Values: ['Bank/'] }]), []);
    assert.deepEqual(await names([{ Key: 'name', Values: ['!bank/'] }]), ['app/token']);
    assert.deepEqual(await names([{ Key: 'name', Values: ['app', 'bank/k'] }]), ['app/token', 'bank/key']);
    assert.deepEqual(await names([{ Key: 'description', Values: ['of THE'] }]), ['bank/login']);
    assert.deepEqual(await names([{ Key: 'tag-key', Values: ['team'] }]), ['bank/login']);
    assert.deepEqual(
      await names([
        { Key: 'tag-value', Values: ['desk'] },
        { Key: 'name', Values: ['bank'] },
      ]),
      ['bank/key'],
    );
    assert.deepEqual(await names([{ Key: 'all', Values: ['bank log'] }]), ['bank/login']);
    assert.deepEqual(await names([{ Key: 'owning-service', Values: ['rds'] }]), []);
    assert.deepEqual(await names([], { SortBy: 'created-date', SortOrder: 'desc' }), [
      'app/token',
      'bank/key',
      'bank/login',
    ]);
    assert.deepEqual(await names([], { SortBy: 'created-date', MaxResults: 2 }), ['bank/login', 'bank/key']);
    await assert.rejects(client.send(new ListSecretsCommand({ NextToken: 'none' })), {
      name: 'InvalidNextTokenException',
    });

    await client.send(new DeleteSecretCommand({ SecretId: 'bank/key' }));
    assert.deepEqual(await names([{ Key: 'name', Values: ['bank/'] }]), ['bank/login']);
    assert.deepEqual(await names([{ Key: 'name', Values: ['bank/k'] }], { IncludePlannedDeletion: true }), [
      'bank/key',
    ]);
  });

  it('gives several values at once, and tells of each that it cannot give', async () => {
    await using fixture = await secretsFixture();
    for (const name of ['one', 'two', 'deleted']) await fixture.create(name);
    await fixture.client.send(new DeleteSecretCommand({ SecretId: 'deleted' }));
    const listed = await fixture.client.send(
      new BatchGetSecretValueCommand({ SecretIdList: ['two', 'none', 'deleted', 'one'] }),
    );
    assert.deepEqual(
      listed.SecretValues?.map(({ SecretString }) => SecretString),
      ['value of two', 'value of one'],
    );
    assert.deepEqual(
      listed.Errors?.map(({ SecretId, ErrorCode }) => [SecretId, ErrorCode]),
      [
        ['none', 'ResourceNotFoundException'],
        ['deleted', 'InvalidRequestException'],
      ],
    );
    const found = await fixture.client.send(
      new BatchGetSecretValueCommand({ Filters: [{ Key: 'name', Values: ['t', 'o'] }] }),
    );
    assert.equal(found.SecretValues?.length, 2);
    for (const input of [{}, { SecretIdList: ['one'], Filters: [] }, { SecretIdList: ['one'], MaxResults: 1 }]) {
      await assert.rejects(fixture.client.send(new BatchGetSecretValueCommand(input)), {
        name: 'InvalidParameterException',
      });
    }
  });
});

describe('a value that is given out', () => {
  it('is told whole and in its parts, so that nobody prints it unnoticed', async () => {
    await using fixture = await secretsFixture();
    const document = JSON.stringify({ username: 'admin', password: 'never to be seen', port: 5432 });
    await fixture.create('login', { SecretString: document });
    await fixture.read('login');
    assert.deepEqual(fixture.told, [
      ['login', document],
      ['login, password', 'never to be seen'],
    ]);
  });
});

describe('what the API made of secrets', () => {
  it('is there after a restart: secrets, policies, deletions', async () => {
    const { folder, remove } = temporaryFolder();
    {
      await using fixture = await secretsFixture(folder);
      await fixture.create('kept', { KmsKeyId: KEY_IDS[0] });
      await fixture.create('going');
      await fixture.client.send(new PutResourcePolicyCommand({ SecretId: 'kept', ResourcePolicy: '{"Statement":[]}' }));
      await fixture.client.send(new DeleteSecretCommand({ SecretId: 'going' }));
    }
    await using again = await secretsFixture(folder);
    assert.equal(await again.read('kept'), 'value of kept');
    assert.ok([...again.policies.keys()].some((arn) => arn.includes(':secret:kept-')));
    await assert.rejects(again.read('going'), { name: 'InvalidRequestException' });
    assert.throws(
      () => again.service.declareSecret({ name: 'kept', arnSuffix: 'AbCdEf', tags: [], value: undefined }),
      /made by CreateSecret/,
    );
    remove();
  });
});

describe('the rights that Secrets Manager asks for', () => {
  it('are to the secret, with what policies may ask of the request', async () => {
    await using fixture = await secretsFixture();
    const { ARN = '' } = await fixture.create('asked', {
      KmsKeyId: KEY_IDS[0],
      Tags: [{ Key: 'Team', Value: 'vault' }],
    });
    const rights = (name: string, input: Record<string, string>) =>
      fixture.service.api.operations.get(name)?.rights(input) ?? [];
    const [own, key, ...others] = rights('GetSecretValue', { SecretId: 'asked' });
    assert.deepEqual(others, []);
    assert.deepEqual([own?.action, own?.resource], ['secretsmanager:GetSecretValue', ARN]);
    assert.deepEqual(own?.context, {
      'secretsmanager:secretid': ['asked'],
      'secretsmanager:versionstage': ['AWSCURRENT'],
      'aws:resourcetag/team': ['vault'],
      'secretsmanager:resourcetag/team': ['vault'],
    });
    assert.deepEqual([key?.action, key?.resource.endsWith(KEY_IDS[0])], ['kms:Decrypt', true]);
    assert.deepEqual(key?.context?.['kms:viaservice'], ['secretsmanager.eu-central-1.amazonaws.com']);
    assert.deepEqual(key?.context?.['kms:encryptioncontext:secretarn'], [ARN]);

    const actions = (name: string, input: Record<string, string>) => rights(name, input).map(({ action }) => action);
    assert.deepEqual(actions('PutSecretValue', { SecretId: 'asked' }), [
      'secretsmanager:PutSecretValue',
      'kms:GenerateDataKey',
      'kms:Decrypt',
    ]);
    assert.deepEqual(actions('CreateSecret', { Name: 'new', KmsKeyId: KEY_IDS[0], SecretString: 'a' }), [
      'secretsmanager:CreateSecret',
      'kms:GenerateDataKey',
      'kms:Decrypt',
    ]);
    assert.deepEqual(actions('RotateSecret', { SecretId: 'asked', RotationLambdaARN: 'arn:function' }), [
      'secretsmanager:RotateSecret',
      'lambda:InvokeFunction',
    ]);
    const [byVersion] = rights('GetSecretValue', { SecretId: 'asked', VersionId: 'a'.repeat(36) });
    assert.deepEqual(byVersion?.context?.['secretsmanager:versionid'], ['a'.repeat(36)]);
    assert.equal(byVersion?.context?.['secretsmanager:versionstage'], undefined);
  });
});

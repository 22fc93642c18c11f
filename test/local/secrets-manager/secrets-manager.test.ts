import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  SecretsManagerServiceException,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  createSecretsManager,
  type SecretDefinition,
  type SecretsManagerService,
} from '../../../lib/local/secrets-manager/index.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { serve } from '../support/serve.ts';

const secretOf = (name: string, definition: Partial<SecretDefinition> = {}): SecretDefinition => ({
  name,
  arnSuffix: 'AbCdEf',
  tags: [],
  value: { kind: 'given', text: `value of ${name}` },
  ...definition,
});
const arnOf = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}`;

const refusal =
  (name: string, text = '') =>
  (error: unknown): boolean =>
    error instanceof SecretsManagerServiceException && error.name === name && error.message.includes(text);

describe('Secrets Manager', () => {
  let service: SecretsManagerService;
  let server: Awaited<ReturnType<typeof serve>>;
  let client: SecretsManagerClient;
  before(async () => {
    service = createSecretsManager({ environment: testEnvironment(''), memory: true });
    service.declareSecret(secretOf('plain', { description: 'a secret', tags: [{ Key: 'k', Value: 'v' }] }));
    service.declareSecret(secretOf('rotating'));
    service.declareSecret(secretOf('staged'));
    service.declareSecret(secretOf('empty', { value: undefined }));
    server = await serve(service.api);
    client = new SecretsManagerClient({
      endpoint: server.endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });
  after(async () => {
    client.destroy();
    await server.close();
    service.close();
  });

  const read = (SecretId: string, input: { VersionId?: string; VersionStage?: string } = {}) =>
    client.send(new GetSecretValueCommand({ SecretId, ...input }));
  const put = (
    SecretId: string,
    SecretString: string,
    input: { ClientRequestToken?: string; VersionStages?: string[] } = {},
  ) => client.send(new PutSecretValueCommand({ SecretId, SecretString, ...input }));

  it('gives a value by name, by ARN and by ARN without its end', async () => {
    for (const id of ['plain', arnOf('plain-AbCdEf'), arnOf('plain')]) {
      const value = await read(id);
      assert.equal(value.SecretString, 'value of plain');
      assert.equal(value.ARN, arnOf('plain-AbCdEf'));
      assert.deepEqual(value.VersionStages, ['AWSCURRENT']);
      assert.equal(service.secretString(id), 'value of plain');
    }
  });

  it('gives nothing for another name, nor for a secret without value', async () => {
    for (const id of ['plai', 'plain-AbCdEf', arnOf('plain-AbCdE'), arnOf('other-AbCdEf')]) {
      await assert.rejects(read(id), refusal('ResourceNotFoundException', "can't find the specified secret"));
      assert.throws(() => service.secretString(id), { code: 'ResourceNotFoundException' });
    }
    await assert.rejects(read('empty'), refusal('ResourceNotFoundException', 'staging label: AWSCURRENT'));
    assert.throws(() => service.secretString('empty'));
  });

  it('describes and lists secrets without their values', async () => {
    const described = await client.send(new DescribeSecretCommand({ SecretId: 'plain' }));
    assert.deepEqual([described.Name, described.Description], ['plain', 'a secret']);
    assert.deepEqual(described.Tags, [{ Key: 'k', Value: 'v' }]);
    assert.deepEqual(Object.values(described.VersionIdsToStages ?? {}), [['AWSCURRENT']]);
    const first = await client.send(new ListSecretsCommand({ MaxResults: 3 }));
    const second = await client.send(new ListSecretsCommand({ MaxResults: 3, NextToken: first.NextToken }));
    const names = [...(first.SecretList ?? []), ...(second.SecretList ?? [])].map(({ Name }) => Name);
    assert.deepEqual([names, second.NextToken], [['empty', 'plain', 'rotating', 'staged'], undefined]);
    assert.ok(!JSON.stringify([described, first, second]).includes('value of'));
  });

  it('makes a put value current and the one before it previous', async () => {
    const before = await read('rotating');
    const { VersionId } = await put('rotating', 'second');
    assert.equal((await read('rotating')).SecretString, 'second');
    assert.equal((await read('rotating', { VersionStage: 'AWSPREVIOUS' })).VersionId, before.VersionId);
    assert.equal((await read('rotating', { VersionId: before.VersionId ?? '' })).SecretString, 'value of rotating');
    await assert.rejects(
      read('rotating', { VersionId: VersionId ?? '', VersionStage: 'AWSPREVIOUS' }),
      refusal('InvalidRequestException', 'not associated'),
    );
  });

  it('changes nothing for a repeated token, and refuses it for another value', async () => {
    const ClientRequestToken = randomUUID();
    const first = await put('rotating', 'by token', { ClientRequestToken });
    assert.deepEqual((await put('rotating', 'by token', { ClientRequestToken })).VersionId, first.VersionId);
    assert.equal(first.VersionId, ClientRequestToken);
    await assert.rejects(put('rotating', 'another', { ClientRequestToken }), refusal('ResourceExistsException'));
    assert.equal((await read('rotating')).SecretString, 'by token');
  });

  it('walks through a rotation: pending, then current, with the old value usable throughout', async () => {
    const old = (await read('staged')).VersionId ?? '';
    const { VersionId: next = '' } = await put('staged', 'next', { VersionStages: ['AWSPENDING'] });
    assert.equal((await read('staged')).VersionId, old);
    assert.equal((await read('staged', { VersionStage: 'AWSPENDING' })).SecretString, 'next');
    const move = (input: { RemoveFromVersionId?: string; MoveToVersionId?: string }, VersionStage = 'AWSCURRENT') =>
      client.send(new UpdateSecretVersionStageCommand({ SecretId: 'staged', VersionStage, ...input }));

    await assert.rejects(move({ MoveToVersionId: next }), refusal('InvalidParameterException', 'RemoveFromVersionId'));
    await assert.rejects(move({ RemoveFromVersionId: old }), refusal('InvalidParameterException', 'only move'));
    await assert.rejects(
      move({ RemoveFromVersionId: old, MoveToVersionId: randomUUID() }),
      refusal('ResourceNotFoundException'),
    );
    await move({ RemoveFromVersionId: old, MoveToVersionId: next });
    assert.equal((await read('staged')).SecretString, 'next');
    assert.equal((await read('staged', { VersionStage: 'AWSPREVIOUS' })).VersionId, old);
    await move({ RemoveFromVersionId: next }, 'AWSPENDING');
    await assert.rejects(read('staged', { VersionStage: 'AWSPENDING' }), refusal('ResourceNotFoundException'));

    // Back again: what is current is not previous, too.
    await move({ RemoveFromVersionId: next, MoveToVersionId: old });
    assert.deepEqual((await read('staged')).VersionStages, ['AWSCURRENT']);
    assert.equal((await read('staged', { VersionStage: 'AWSPREVIOUS' })).VersionId, next);
  });

  it('keeps binary values', async () => {
    await client.send(new PutSecretValueCommand({ SecretId: 'empty', SecretBinary: new Uint8Array([0, 255]) }));
    assert.deepEqual([...((await read('empty')).SecretBinary ?? [])], [0, 255]);
    assert.throws(() => service.secretString('empty'), { code: 'ResourceNotFoundException' });
  });

  it('makes random passwords', async () => {
    const { RandomPassword } = await client.send(
      new GetRandomPasswordCommand({ PasswordLength: 40, ExcludePunctuation: true }),
    );
    assert.match(RandomPassword ?? '', /^[A-Za-z0-9]{40}$/);
  });

  it('never repeats a value in a refusal', async () => {
    const secret = 'do not show this';
    await assert.rejects(
      client.send(
        new PutSecretValueCommand({ SecretId: 'plain', SecretString: secret, SecretBinary: new Uint8Array([1]) }),
      ),
      (error: unknown) => refusal('InvalidParameterException')(error) && !String(error).includes(secret),
    );
    await assert.rejects(
      put('plain', secret, { ClientRequestToken: 'short' }),
      (error: unknown) => error instanceof SecretsManagerServiceException && !error.message.includes(secret),
    );
  });

  it('needs the right of its own name to the secret, whether it is there or not', () => {
    const rights = (name: string, SecretId: string) =>
      service.api.operations
        .get(name)
        ?.rights({ SecretId })
        .map(({ action, resource }) => `${action} ${resource}`);
    assert.deepEqual(rights('GetSecretValue', 'plain'), [`secretsmanager:GetSecretValue ${arnOf('plain-AbCdEf')}`]);
    assert.deepEqual(rights('PutSecretValue', arnOf('plain')), [
      `secretsmanager:PutSecretValue ${arnOf('plain-AbCdEf')}`,
    ]);
    assert.deepEqual(rights('GetSecretValue', 'none'), [`secretsmanager:GetSecretValue ${arnOf('none')}`]);
    assert.deepEqual(rights('ListSecrets', 'plain'), ['secretsmanager:ListSecrets *']);
  });
});

describe('the store of secrets', () => {
  const opened = (folder: string, definition: SecretDefinition, masterKey = Buffer.alloc(32, 7)) => {
    const service = createSecretsManager({ environment: { ...testEnvironment(folder), masterKey } });
    service.declareSecret(definition);
    return service;
  };
  const generated = secretOf('generated', { value: { kind: 'generated', password: {} } });

  it('keeps a generated value over restarts, until the template generates another', () => {
    const { folder, remove } = temporaryFolder();
    const secretIn = (definition: SecretDefinition) => {
      const service = opened(folder, definition);
      const value = service.secretString('generated');
      service.close();
      return value;
    };
    const first = secretIn(generated);
    assert.equal(first.length, 32);
    assert.equal(secretIn(generated), first);
    const longer = secretOf('generated', { value: { kind: 'generated', password: { PasswordLength: 50 } } });
    assert.equal(secretIn(longer).length, 50);
    remove();
  });

  it('puts the password into the template', () => {
    const service = createSecretsManager({ environment: testEnvironment(''), memory: true });
    const template = { json: { username: 'admin' }, key: 'password' };
    service.declareSecret(
      secretOf('login', { value: { kind: 'generated', password: { PasswordLength: 20 }, template } }),
    );
    const { username, password } = JSON.parse(service.secretString('login'));
    assert.deepEqual([username, password.length], ['admin', 20]);
    service.close();
  });

  it('holds nothing readable on the disk, in a file for its owner alone', () => {
    const { folder, remove } = temporaryFolder();
    opened(folder, secretOf('plain', { value: { kind: 'given', text: 'find this text' } })).close();
    const file = join(folder, 'secrets-manager.sqlite');
    assert.ok(!readFileSync(file).includes('find this text'));
    assert.equal(statSync(file).mode & 0o777, 0o600);
    remove();
  });

  it('passes no value off as that of another secret', () => {
    const { folder, remove } = temporaryFolder();
    const service = createSecretsManager({ environment: testEnvironment(folder) });
    for (const name of ['one', 'other']) service.declareSecret(secretOf(name));
    service.close();
    const database = new DatabaseSync(join(folder, 'secrets-manager.sqlite'));
    const like = '%secret:one-%';
    database
      .prepare('UPDATE versions SET sealed = (SELECT sealed FROM versions WHERE arn NOT LIKE ?) WHERE arn LIKE ?')
      .run(like, like);
    database.close();
    const again = createSecretsManager({ environment: testEnvironment(folder) });
    for (const name of ['one', 'other']) again.declareSecret(secretOf(name, { value: undefined }));
    assert.equal(again.secretString('other'), 'value of other');
    assert.throws(() => again.secretString('one'), /unable to authenticate data/);
    again.close();
    remove();
  });

  it('opens under no other master key', () => {
    const { folder, remove } = temporaryFolder();
    opened(folder, secretOf('plain')).close();
    // The declaration is the same: only its fingerprint, keyed by the other master key, differs.
    const stranger = createSecretsManager({
      environment: { ...testEnvironment(folder), masterKey: Buffer.alloc(32, 8) },
    });
    stranger.declareSecret(secretOf('plain', { value: undefined }));
    assert.throws(() => stranger.secretString('plain'), /unable to authenticate data/);
    stranger.close();
    remove();
  });
});

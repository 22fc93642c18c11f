import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import {
  BatchGetSecretValueCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { temporaryFolder } from '../support/environment.ts';
import { runVault } from './running-vault.ts';

type Vault = Awaited<ReturnType<typeof runVault>>;

const until = async <Result>(read: () => Promise<Result | undefined>): Promise<Result> => {
  for (;;) {
    const result = await read();
    if (result !== undefined) return result;
    await sleep(30);
  }
};

/** The value once a rotation has changed it, and its version. */
const rotated = (vault: Vault, before: string) =>
  until(async () => {
    const { SecretString, VersionId } = await vault.secrets().send(new GetSecretValueCommand({ SecretId: 'login' }));
    return SecretString === before ? undefined : { value: SecretString ?? '', versionId: VersionId ?? '' };
  });

describe('the rotation by a function of the template', () => {
  it('begins at the start, in the role of the function, under a key of the template', { timeout: 60_000 }, async () => {
    const { folder, remove } = temporaryFolder();
    {
      await using vault = await runVault(folder);
      const before = vault.services.secretsManager.secretString('login');
      const { value } = await rotated(vault, before);
      assert.match(value, /^[A-Za-z0-9]{40}$/);
      await vault.services.secretsManager.idle();
      const steps = [...vault.log().matchAll(/step (\w+) of/g)].map(([, step]) => step);
      assert.deepEqual(steps, ['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
      const previous = await vault
        .secrets()
        .send(new GetSecretValueCommand({ SecretId: 'login', VersionStage: 'AWSPREVIOUS' }));
      assert.equal(previous.SecretString, before);
      const { NextRotationDate, LastRotatedDate } = await vault
        .secrets()
        .send(new DescribeSecretCommand({ SecretId: 'login' }));
      assert.ok((NextRotationDate?.getTime() ?? 0) - (LastRotatedDate?.getTime() ?? 0) === 30 * 86_400_000);
    }
    remove();
  });

  it('leaves the value as it is when its process dies, or its role may not do what it does', {
    timeout: 60_000,
  }, async () => {
    for (const options of [
      { diesAt: 'setSecret' },
      { diesAt: 'finishSecret' },
      { without: ['PutSecretValue'] },
      { without: ['GenerateDataKey'] },
    ]) {
      const { folder, remove } = temporaryFolder();
      {
        await using vault = await runVault(folder, options);
        const before = vault.services.secretsManager.secretString('login');
        await until(async () => vault.reported.find((message) => message.includes('failed at')));
        const { SecretString } = await vault.secrets().send(new GetSecretValueCommand({ SecretId: 'login' }));
        assert.equal(SecretString, before, JSON.stringify(options));
      }
      remove();
    }
  });

  it('goes on with its token after kill -9, at whatever step', { timeout: 120_000 }, async () => {
    for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) {
      const { folder, remove } = temporaryFolder();
      const program = fileURLToPath(new URL('vault-process.ts', import.meta.url));
      const child = spawn(process.execPath, [program, folder, step], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line]: string[] = await once(child.stdout.setEncoding('utf8'), 'data');
      const [token, before = ''] = (line ?? '').trim().split(' ');
      child.kill('SIGKILL');
      await once(child, 'exit');
      {
        await using vault = await runVault(folder);
        const { value, versionId } = await rotated(vault, before);
        assert.equal(versionId, token, step);
        assert.notEqual(value, before);
      }
      remove();
    }
  });
});

describe('a secret under a key of the customer', () => {
  it('is read by a role that has the rights to both, and by no other', { timeout: 60_000 }, async () => {
    const { folder, remove } = temporaryFolder();
    const read = new GetSecretValueCommand({ SecretId: 'login' });
    {
      await using vault = await runVault(folder);
      const { SecretString } = await vault.secrets(vault.member).send(read);
      assert.match(SecretString ?? '', /^[A-Za-z0-9]{40}$/);
      // The right holds through Secrets Manager only.
      const KeyId = vault.services.kms.arnOf((await vault.keys().send(new ListKeysCommand({}))).Keys?.[0]?.KeyId ?? '');
      await assert.rejects(vault.keys(vault.member).send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('a') })), {
        name: 'AccessDeniedException',
      });
      await assert.rejects(vault.secrets(vault.member).send(new ListSecretsCommand({})), {
        name: 'AccessDeniedException',
        message: /secretsmanager:ListSecrets/,
      });
      await assert.rejects(
        vault.secrets(vault.member).send(new BatchGetSecretValueCommand({ SecretIdList: ['login'] })),
        { name: 'AccessDeniedException' },
      );
    }
    for (const [without, action] of [
      [['Decrypt'], /kms:Decrypt on resource: arn:aws:kms/],
      [['GetSecretValue'], /secretsmanager:GetSecretValue/],
    ] as const) {
      await using vault = await runVault(folder, { without });
      await assert.rejects(vault.secrets(vault.member).send(read), { name: 'AccessDeniedException', message: action });
    }
    remove();
  });

  it('is read by nobody whom the key policy does not let', { timeout: 60_000 }, async () => {
    const { folder, remove } = temporaryFolder();
    const keyPolicy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::123456789012:role/somebody-else' },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    };
    {
      await using vault = await runVault(folder, { keyPolicy });
      await assert.rejects(vault.secrets(vault.member).send(new GetSecretValueCommand({ SecretId: 'login' })), {
        name: 'AccessDeniedException',
        message: /kms:Decrypt/,
      });
    }
    remove();
  });

  it('gives and takes no value while the key is disabled', { timeout: 60_000 }, async () => {
    const { folder, remove } = temporaryFolder();
    {
      await using vault = await runVault(folder, { diesAt: 'createSecret' });
      const { Versions } = await vault.secrets().send(new ListSecretVersionIdsCommand({ SecretId: 'login' }));
      const KeyId = Versions?.[0]?.KmsKeyIds?.[0] ?? '';
      assert.match(KeyId, /^arn:aws:kms:/);
      const { KeyMetadata } = await vault.keys().send(new DescribeKeyCommand({ KeyId }));
      assert.equal(KeyMetadata?.KeyState, 'Enabled');
      await vault.keys().send(new DisableKeyCommand({ KeyId }));
      const [read, put] = [
        new GetSecretValueCommand({ SecretId: 'login' }),
        new PutSecretValueCommand({ SecretId: 'login', SecretString: 'new' }),
      ];
      await assert.rejects(vault.secrets().send(read), { name: 'DecryptionFailure' });
      await assert.rejects(vault.secrets().send(put), { name: 'EncryptionFailure' });
      await vault.keys().send(new EnableKeyCommand({ KeyId }));
      await vault.secrets().send(put);
      assert.equal((await vault.secrets().send(read)).SecretString, 'new');
    }
    remove();
  });
});

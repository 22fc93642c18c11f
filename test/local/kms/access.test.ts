import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  PutKeyPolicyCommand,
  SignCommand,
} from '@aws-sdk/client-kms';
import { createIam } from '../../../lib/local/iam/index.ts';
import { createKms } from '../../../lib/local/kms/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { declareRole, serveSigned } from '../support/serve-signed.ts';
import { utf8 } from './fixture.ts';

const ROLE = 'arn:aws:iam::123456789012:role/payments';
const denied = (action: string) => ({ name: 'AccessDeniedException', message: new RegExp(`perform: ${action} on`) });
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('a function that uses KMS, over the endpoint', () => {
  const environment = testEnvironment('');
  const iam = createIam(environment);
  const kms = createKms({ environment, iam, memory: true });
  let server: Awaited<ReturnType<typeof serveSigned>>;
  let developer: KMSClient;
  let member: KMSClient;
  before(async () => {
    const roleArn = declareRole(iam, [
      {
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:Decrypt'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:EncryptionContext:Purpose': 'ledger' } },
      },
    ]);
    server = await serveSigned([kms.api], { environment, iam, roleArn });
    developer = new KMSClient(server.asDeveloper);
    member = new KMSClient(server.asFunction);
  });
  after(async () => {
    developer.destroy();
    member.destroy();
    await server.close();
    kms.close();
  });

  const create = async (Policy?: string) => {
    const { KeyMetadata } = await developer.send(new CreateKeyCommand(Policy === undefined ? {} : { Policy }));
    return KeyMetadata?.KeyId ?? '';
  };
  const encrypt = (KeyId: string, Purpose: string) =>
    new EncryptCommand({ KeyId, Plaintext: utf8('kept'), EncryptionContext: { Purpose } });

  it('may do what its role says, with the context that it says, and nothing else', async () => {
    const KeyId = await create();
    const { CiphertextBlob } = await member.send(encrypt(KeyId, 'ledger'));
    const opened = await member.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { Purpose: 'ledger' } }));
    assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), 'kept');
    await assert.rejects(member.send(encrypt(KeyId, 'another')), denied('kms:Encrypt'));
    await assert.rejects(member.send(new EncryptCommand({ KeyId, Plaintext: utf8('a') })), denied('kms:Encrypt'));
    await assert.rejects(
      member.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { Purpose: 'another' } })),
      denied('kms:Decrypt'),
    );
    await assert.rejects(member.send(new DescribeKeyCommand({ KeyId })), denied('kms:DescribeKey'));
    await assert.rejects(member.send(new CreateKeyCommand({})), denied('kms:CreateKey'));
  });

  it('may do nothing with a key whose policy leaves it to nobody else', async () => {
    const KeyId = await create(
      policy({ Effect: 'Allow', Principal: { AWS: `${ROLE}-of-others` }, Action: 'kms:*', Resource: '*' }),
    );
    await assert.rejects(member.send(encrypt(KeyId, 'ledger')), denied('kms:Encrypt'));
  });

  it('may do with a key what its policy says, though the role says nothing of it', async () => {
    const KeyId = await create();
    await assert.rejects(member.send(new DescribeKeyCommand({ KeyId })), denied('kms:DescribeKey'));
    const Policy = policy({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:DescribeKey', Resource: '*' });
    await developer.send(new PutKeyPolicyCommand({ KeyId, Policy }));
    assert.equal((await member.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyId, KeyId);
    await assert.rejects(member.send(encrypt(KeyId, 'ledger')), denied('kms:Encrypt'));
  });

  it('does not use the key of another service directly', async () => {
    await assert.rejects(member.send(encrypt('alias/aws/secretsmanager', 'ledger')), denied('kms:Encrypt'));
  });

  it('does not learn which keys there are', async () => {
    const sign = (KeyId: string) =>
      member.send(new SignCommand({ KeyId, Message: utf8('a'), SigningAlgorithm: 'ECDSA_SHA_256' }));
    await assert.rejects(sign(await create()), denied('kms:Sign'));
    await assert.rejects(sign('11111111-1111-4111-8111-111111111111'), denied('kms:Sign'));
    await assert.rejects(sign('alias/none'), denied('kms:Sign'));
  });
});

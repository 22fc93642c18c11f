import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { createKms } from '../../../lib/local/kms/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { utf8 } from './fixture.ts';

const iam = { declareResourcePolicy: () => undefined, removeResourcePolicy: () => undefined };
const ID = '11111111-1111-8111-8111-111111111111';
const ARN = `arn:aws:kms:eu-central-1:123456789012:key/${ID}`;

const kmsWithKey = () => {
  const kms = createKms({ environment: testEnvironment(''), iam, memory: true });
  kms.declareKey({
    id: ID,
    description: '',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    enabled: true,
    rotationPeriodDays: undefined,
    policy: undefined,
    tags: [{ TagKey: 'Team', TagValue: 'vault' }],
  });
  kms.declareAlias({ name: 'alias/vault', keyId: ID });
  const rights = (name: string, input: JsonObject) => kms.api.operations.get(name)?.rights(input) ?? [];
  return { kms, rights };
};

describe('the rights that KMS asks for', () => {
  it('are those to the key, and tell policies of the key and the request', () => {
    const { rights } = kmsWithKey();
    const EncryptionContext = { Purpose: 'ledger' };
    const [right, ...others] = rights('Encrypt', { KeyId: 'alias/vault', Plaintext: 'YQ==', EncryptionContext });
    assert.deepEqual(others, []);
    assert.deepEqual([right?.action, right?.resource], ['kms:Encrypt', ARN]);
    assert.deepEqual(right?.context, {
      'aws:resourcetag/team': ['vault'],
      'kms:calleraccount': ['123456789012'],
      'kms:encryptionalgorithm': ['SYMMETRIC_DEFAULT'],
      'kms:encryptioncontext:purpose': ['ledger'],
      'kms:encryptioncontextkeys': ['Purpose'],
      'kms:keyorigin': ['AWS_KMS'],
      'kms:keyspec': ['SYMMETRIC_DEFAULT'],
      'kms:keyusage': ['ENCRYPT_DECRYPT'],
      'kms:multiregion': ['false'],
      'kms:requestalias': ['alias/vault'],
      'kms:resourcealiases': ['alias/vault'],
    });
  });

  it('find the key in the ciphertext', () => {
    const { kms, rights } = kmsWithKey();
    const CiphertextBlob = kms.encrypt(ID, utf8('a'), {}).toString('base64');
    const named = rights('Decrypt', { CiphertextBlob }).map(({ action, resource }) => [action, resource]);
    assert.deepEqual(named, [['kms:Decrypt', ARN]]);
    const again = rights('ReEncrypt', { CiphertextBlob, DestinationKeyId: ID });
    assert.deepEqual(
      again.map(({ action, resource, context }) => [action, resource, context?.['kms:reencryptonsamekey']]),
      [
        ['kms:ReEncryptFrom', ARN, ['true']],
        ['kms:ReEncryptTo', ARN, ['true']],
      ],
    );
  });

  it('are asked for a key that is not there, too, and for names beside their keys', () => {
    const { rights } = kmsWithKey();
    const resources = (name: string, input: JsonObject) => rights(name, input).map(({ resource }) => resource);
    assert.deepEqual(resources('DescribeKey', { KeyId: 'none' }), [ARN.replace(ID, 'none')]);
    assert.deepEqual(resources('DescribeKey', { KeyId: 'alias/none' }), [ARN.replace(`key/${ID}`, 'alias/none')]);
    assert.deepEqual(resources('DeleteAlias', { AliasName: 'alias/vault' }), [
      ARN.replace(`key/${ID}`, 'alias/vault'),
      ARN,
    ]);
    assert.deepEqual(resources('ListKeys', {}), ['*']);
    assert.deepEqual(resources('GenerateRandom', { NumberOfBytes: 1 }), ['*']);
  });

  it('of every operation are some', () => {
    const { kms } = kmsWithKey();
    assert.ok(kms.api.operations.size > 30);
    for (const { authorization } of kms.api.operations.values()) assert.equal(authorization, 'signed');
  });

  it('through a service name the service', () => {
    const { kms } = kmsWithKey();
    const [right] = kms.rightsThroughService({
      keyId: ID,
      actions: ['Decrypt'],
      service: 'secretsmanager',
      context: { SecretARN: 'arn' },
    });
    assert.deepEqual([right?.action, right?.resource], ['kms:Decrypt', ARN]);
    assert.deepEqual(right?.context?.['kms:viaservice'], ['secretsmanager.eu-central-1.amazonaws.com']);
    assert.deepEqual(right?.context?.['kms:encryptioncontext:secretarn'], ['arn']);
  });

  it('tell two names of a context apart by more than case', () => {
    const { rights } = kmsWithKey();
    const EncryptionContext = { purpose: 'a', PURPOSE: 'b' };
    assert.throws(() => rights('Encrypt', { KeyId: ID, Plaintext: 'YQ==', EncryptionContext }), {
      code: 'ValidationException',
    });
  });
});

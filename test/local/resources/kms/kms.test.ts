import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKms } from '../../../../lib/local/kms/index.ts';
import { kmsResourceTypes } from '../../../../lib/local/resources/kms/index.ts';
import type { LocalServices } from '../../../../lib/local/services.ts';
import { testEnvironment } from '../../support/environment.ts';

const iam = { declareResourcePolicy: () => undefined, removeResourcePolicy: () => undefined };
const newKms = () => createKms({ environment: testEnvironment(''), iam, memory: true });

const declare = (type: string, given: object, logicalId = 'Key', kms = newKms()) => {
  const resource = kmsResourceTypes.find((known) => known.type === type);
  assert.ok(resource !== undefined);
  const properties = resource.properties.parse(given);
  const declaration = { path: 'Bank/Key', stackName: 'Bank', logicalId, uniqueSuffix: '0123456789ab', properties };
  // A key is declared to KMS and to nothing else.
  return resource.declare(declaration, { kms } as unknown as LocalServices);
};
const KEY = 'AWS::KMS::Key';
const text = (it: string) => Buffer.from(it);

describe('AWS::KMS::Key', () => {
  it('has an id and an ARN, each key its own and the same at every start', () => {
    const key = declare(KEY, { EnableKeyRotation: true, KeyPolicy: { Statement: [] } });
    assert.match(key.ref, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(key.attributes['Arn'], `arn:aws:kms:eu-central-1:123456789012:key/${key.ref}`);
    assert.equal(declare(KEY, {}).ref, key.ref);
    assert.notEqual(declare(KEY, {}, 'Other').ref, key.ref);
  });

  it('encrypts, and is found by its alias', () => {
    const kms = newKms();
    const key = declare(KEY, {}, 'Key', kms);
    const alias = declare('AWS::KMS::Alias', { AliasName: 'alias/bank', TargetKeyId: key.ref }, 'Alias', kms);
    assert.equal(alias.ref, 'alias/bank');
    const sealed = kms.encrypt('alias/bank', text('kept'), {});
    assert.equal(kms.decrypt(sealed, {}).toString(), 'kept');
  });

  it('of every kind does what its usage says and nothing else', () => {
    for (const [properties, code] of [
      [{ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, 'InvalidKeyUsageException'],
      [{ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }, 'InvalidKeyUsageException'],
      [{ Enabled: false }, 'DisabledException'],
    ] as const) {
      const kms = newKms();
      const { ref } = declare(KEY, properties, 'Key', kms);
      assert.throws(() => kms.encrypt(ref, text('a'), {}), { code });
    }
  });

  it('refuses what contradicts itself, and what it does not do', () => {
    for (const [properties, message] of [
      [{ KeySpec: 'HMAC_256' }, /not compatible/],
      [{ KeyUsage: 'SIGN_VERIFY' }, /not compatible/],
      [{ KeySpec: 'RSA_2048', EnableKeyRotation: true }, /Only symmetric/],
      [{ RotationPeriodInDays: 100 }, /EnableKeyRotation/],
      [{ Origin: 'EXTERNAL' }, /Origin/],
      [{ MultiRegion: true }, /MultiRegion/],
      [{ KeySpec: 'ML_DSA_44' }, /KeySpec/],
      [{ KeyUsage: 'KEY_AGREEMENT' }, /KeyUsage/],
      [{ PendingWindowInDays: 5 }, /PendingWindowInDays/],
      [{ Colour: 'red' }, /Colour/],
    ] as const) {
      assert.throws(() => declare(KEY, properties), message);
    }
  });
});

describe('AWS::KMS::Alias', () => {
  it('names a key that is there, by a name that is not reserved', () => {
    assert.throws(() => declare('AWS::KMS::Alias', { AliasName: 'alias/bank', TargetKeyId: 'none' }), /does not exist/);
    const kms = newKms();
    const { ref } = declare(KEY, {}, 'Key', kms);
    assert.throws(
      () => declare('AWS::KMS::Alias', { AliasName: 'alias/aws/bank', TargetKeyId: ref }, 'Alias', kms),
      /reserved/,
    );
    assert.throws(() => declare('AWS::KMS::Alias', { AliasName: 'bank', TargetKeyId: ref }, 'Alias', kms), /alias/);
  });
});

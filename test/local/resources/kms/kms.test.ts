import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kmsResourceTypes } from '../../../../lib/local/resources/kms/index.ts';
import type { LocalServices } from '../../../../lib/local/services.ts';
import { testEnvironment } from '../../support/environment.ts';

const declare = (type: string, given: object, logicalId = 'Key') => {
  const resource = kmsResourceTypes.find((known) => known.type === type);
  assert.ok(resource !== undefined);
  const properties = resource.properties.parse(given);
  const declaration = { path: 'Bank/Key', stackName: 'Bank', logicalId, uniqueSuffix: '0123456789ab', properties };
  // A key needs no service: it only has a name.
  return resource.declare(declaration, { environment: testEnvironment('') } as unknown as LocalServices);
};

describe('AWS::KMS::Key', () => {
  it('has an id and an ARN, each key its own and the same at every start', () => {
    const key = declare('AWS::KMS::Key', { EnableKeyRotation: true, KeyPolicy: { Statement: [] } });
    assert.match(key.ref, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(key.attributes['Arn'], `arn:aws:kms:eu-central-1:123456789012:key/${key.ref}`);
    assert.equal(declare('AWS::KMS::Key', {}).ref, key.ref);
    assert.notEqual(declare('AWS::KMS::Key', {}, 'Other').ref, key.ref);
  });

  it('refuses keys that something would have to be done with', () => {
    for (const properties of [
      { KeySpec: 'HMAC_256' },
      { KeyUsage: 'SIGN_VERIFY' },
      { Enabled: false },
      { Origin: 'EXTERNAL' },
    ]) {
      assert.throws(() => declare('AWS::KMS::Key', properties), new RegExp(Object.keys(properties).join()));
    }
  });

  it('is, like its alias, said not to be enforced', () => {
    assert.ok(kmsResourceTypes.every(({ enforcement }) => enforcement.kind === 'not-enforced'));
    assert.equal(declare('AWS::KMS::Alias', { AliasName: 'alias/bank', TargetKeyId: 'a' }).ref, 'alias/bank');
  });
});

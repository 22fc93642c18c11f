import type { LocalEnvironment } from '../environment.ts';
import type { JsonObject } from '../json.ts';
import { type Key, stateOf } from './key.ts';
import { specificationOf } from './key-specs.ts';

/** A key as `DescribeKey` and `CreateKey` tell it. */
export const toMetadata = ({ accountId }: LocalEnvironment, key: Key, currentMaterialId?: string): JsonObject => {
  const state = stateOf(key);
  return {
    AWSAccountId: accountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAtMillis / 1000,
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: state,
    ...(key.deletion === undefined ? {} : { DeletionDate: key.deletion.atMillis / 1000 }),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    ...algorithmsOf(key),
    MultiRegion: false,
    ...(key.spec === 'SYMMETRIC_DEFAULT' && currentMaterialId !== undefined
      ? { CurrentKeyMaterialId: currentMaterialId }
      : {}),
  };
};

/** What the key does, by its usage. */
export const algorithmsOf = ({ spec, usage }: Pick<Key, 'spec' | 'usage'>): JsonObject => {
  const { encryptionAlgorithms = [], signingAlgorithms = [], macAlgorithms = [] } = specificationOf(spec);
  switch (usage) {
    case 'ENCRYPT_DECRYPT':
      return { EncryptionAlgorithms: encryptionAlgorithms };
    case 'SIGN_VERIFY':
      return { SigningAlgorithms: signingAlgorithms };
    case 'GENERATE_VERIFY_MAC':
      return { MacAlgorithms: macAlgorithms };
  }
};

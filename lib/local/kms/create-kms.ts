import { join } from 'node:path';
import type { LocalEnvironment } from '../environment.ts';
import { Sqlite } from '../sqlite.ts';
import { createVault } from '../vault.ts';
import { AliasStore } from './alias-store.ts';
import { readHeader } from './crypto/ciphertext.ts';
import { declareAlias, declareKey } from './declare-key.ts';
import { decryptUnder, encryptUnder } from './encrypt-under.ts';
import { contextConditions } from './encryption-context.ts';
import type { Engine } from './engine.ts';
import { invalidCiphertext } from './errors.ts';
import type { Key } from './key.ts';
import { KeyStore } from './key-store.ts';
import { Keyring } from './keyring.ts';
import type { KmsService } from './kms-service.ts';
import { makeManagedKeys } from './managed-keys.ts';
import { assertUsage } from './operation.ts';
import { operations } from './operations/all.ts';
import { assertAlgorithm } from './operations/encrypt.ts';
import { declarePolicy, type KeyPolicies } from './policies.ts';
import { rightToKey } from './rights.ts';
import { schema, schemaVersion } from './schema.ts';

export interface KmsOptions {
  readonly environment: LocalEnvironment;
  readonly iam: KeyPolicies;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
}

/** KMS over `kms.sqlite` in the state folder, the material of its keys sealed under the master key. */
export const createKms = ({ environment, iam, memory = false }: KmsOptions): KmsService => {
  const path = memory ? ':memory:' : join(environment.stateFolder, 'kms.sqlite');
  const database = new Sqlite({ path, schema, schemaVersion, secureDelete: true });
  const store = new KeyStore(environment, database, createVault(environment.masterKey, 'portcullis kms'));
  const aliases = new AliasStore(database);
  const keyring = new Keyring(environment, iam, { database, store, aliases });
  const engine: Engine = { environment, iam, database, store, aliases, keyring };

  makeManagedKeys(engine);
  for (const { id, policy } of keyring.keys()) declarePolicy(environment, iam, id, policy);

  const usable = (key: Key, context: Readonly<Record<string, string>>, operation: string): Key => {
    keyring.assertUsable(key);
    assertUsage(key, 'ENCRYPT_DECRYPT', operation);
    assertAlgorithm(key, 'SYMMETRIC_DEFAULT', context);
    return key;
  };

  const decryptWith = (
    findKey: (keyId: string) => Key,
    ciphertext: Uint8Array,
    context: Readonly<Record<string, string>>,
  ): Buffer => {
    keyring.settle(environment.now());
    const keyId = readHeader(ciphertext)?.keyId;
    if (keyId === undefined) throw invalidCiphertext();
    return decryptUnder(engine, usable(findKey(keyId), context, 'Decrypt'), ciphertext, context).plaintext;
  };

  return {
    api: {
      signingName: 'kms',
      targetPrefix: 'TrentService',
      jsonVersion: '1.1',
      operations: new Map(operations.map((operation) => [operation.name, operation.bind(engine)])),
    },
    declareKey: (definition) => declareKey(engine, definition),
    declareAlias: (alias) => declareAlias(engine, alias),
    arnOf: (keyId) => keyring.find(keyId).arn,
    isAwsManaged: (keyId) => keyring.seek(keyId)?.manager === 'AWS',
    rightsThroughService: ({ keyId, actions, service, context }) =>
      actions.map((action) =>
        rightToKey(engine, action, keyId, {
          ...contextConditions(context),
          'kms:encryptionalgorithm': ['SYMMETRIC_DEFAULT'],
          'kms:viaservice': [`${service}.${environment.region}.amazonaws.com`],
        }),
      ),
    encrypt: (keyId, plaintext, context) => {
      keyring.settle(environment.now());
      const key = usable(keyring.find(keyId), context, 'Encrypt');
      return encryptUnder(engine, key, plaintext, context).ciphertext;
    },
    decrypt: (ciphertext, context) => decryptWith((keyId) => keyring.find(keyId), ciphertext, context),
    recover: (ciphertext, context) => decryptWith((keyId) => keyring.findKept(keyId), ciphertext, context),
    close: () => database.close(),
  };
};

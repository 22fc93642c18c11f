import { join } from 'node:path';
import type { AwsJsonService } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import { Sqlite } from '../sqlite.ts';
import { createVault } from '../vault.ts';
import { Catalog, type SecretDefinition } from './catalog.ts';
import { secretNotFound } from './errors.ts';
import { bindOperation, type Operation } from './operation.ts';
import { describeSecret } from './operations/describe-secret.ts';
import { getRandomPassword } from './operations/get-random-password.ts';
import { getSecretValue } from './operations/get-secret-value.ts';
import { listSecrets } from './operations/list-secrets.ts';
import { putSecretValue } from './operations/put-secret-value.ts';
import { updateSecretVersionStage } from './operations/update-secret-version-stage.ts';
import { schema } from './schema.ts';
import { SecretStore } from './secret-store.ts';
import { CURRENT } from './staging.ts';

export interface SecretsManagerOptions {
  readonly environment: LocalEnvironment;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
}

/** The secrets of a template, on this machine. */
export interface SecretsManagerService {
  readonly api: AwsJsonService;
  /** Declares a secret. One that was declared before, in an earlier run, has its value still. */
  declareSecret(definition: SecretDefinition): { readonly arn: string };
  /**
   * For `{{resolve:secretsmanager:…}}`: the current secret string.
   *
   * @param secretId name, ARN, or ARN without its last six characters
   * @throws AwsError when there is no such secret, or none that is a string
   */
  secretString(secretId: string): string;
  close(): void;
}

const operations: readonly Operation[] = [
  describeSecret,
  getRandomPassword,
  getSecretValue,
  listSecrets,
  putSecretValue,
  updateSecretVersionStage,
];

/** Secrets Manager over `secrets-manager.sqlite` in the state folder, its values sealed under the master key. */
export const createSecretsManager = ({ environment, memory = false }: SecretsManagerOptions): SecretsManagerService => {
  const path = memory ? ':memory:' : join(environment.stateFolder, 'secrets-manager.sqlite');
  const database = new Sqlite({ path, schema });
  const store = new SecretStore(database, createVault(environment.masterKey, 'portcullis secretsmanager'));
  const catalog = new Catalog(environment, store);
  const engine = { environment, database, store, catalog };
  return {
    api: {
      signingName: 'secretsmanager',
      targetPrefix: 'secretsmanager',
      jsonVersion: '1.1',
      operations: new Map(operations.map((operation) => [operation.name, bindOperation(engine, operation)])),
    },
    declareSecret: (definition) => database.write(() => catalog.declare(definition)),
    secretString: (secretId) => {
      const { arn } = catalog.find(secretId);
      const value = store.value(arn, store.stages(arn).get(CURRENT) ?? '');
      if (value?.kind !== 'string') throw secretNotFound();
      return value.text;
    },
    close: () => database.close(),
  };
};

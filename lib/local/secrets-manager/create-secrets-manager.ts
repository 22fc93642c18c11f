import { join } from 'node:path';
import { type AlarmClock, createAlarmClock } from '../alarms/index.ts';
import type { AwsCaller, AwsJsonService } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import { Sqlite } from '../sqlite.ts';
import { createVault } from '../vault.ts';
import { Catalog, type SecretDefinition } from './catalog.ts';
import type { Engine, SecretPolicies } from './engine.ts';
import { secretNotFound } from './errors.ts';
import { bindOperation } from './operation.ts';
import { operations } from './operations/all.ts';
import { assertNotPublic, declareSecretPolicy } from './resource-policy.ts';
import { declareRotation, type RotationDefinition } from './rotation/declare-rotation.ts';
import { RotationStore } from './rotation/rotation-store.ts';
import { Rotator } from './rotation/rotator.ts';
import type { RotationFunctions } from './rotation/run-step.ts';
import { schema } from './schema.ts';
import { SecretStates } from './secret-states.ts';
import { SecretStore } from './secret-store.ts';
import { CURRENT } from './staging.ts';
import { type SecretKeys, ValueCipher } from './value-cipher.ts';

export interface SecretsManagerOptions {
  readonly environment: LocalEnvironment;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
  /** @default none: secrets that name a KMS key are refused */
  readonly keys?: SecretKeys;
  /** @default none: policies of secrets are refused, and no function may read by them */
  readonly iam?: SecretPolicies;
  /** @default none: no secret rotates */
  readonly functions?: RotationFunctions;
  /** @default one of its own */
  readonly alarms?: AlarmClock;
  /** Told of every value that is given out, and to whom. */
  readonly onRead?: (caller: AwsCaller, secretName: string, value: string) => void;
  /** Told of every rotation that failed, without the secret's value. @default console.error */
  readonly report?: (message: string) => void;
}

export interface PolicyDefinition {
  /** Name or ARN. */
  readonly secretId: string;
  /** JSON text. */
  readonly policy: string;
  /** Refuse a policy that lets everybody in. */
  readonly blockPublicPolicy: boolean;
  /** Construct path, for messages. */
  readonly path: string;
}

/** The secrets of a template, on this machine. */
export interface SecretsManagerService {
  readonly api: AwsJsonService;
  /** Declares a secret. One that was declared before, in an earlier run, has its value still. */
  declareSecret(definition: SecretDefinition): { readonly arn: string };
  /** Lets a function rotate a secret. @throws when there is no such secret, or Secrets Manager may not invoke the function */
  declareRotation(definition: RotationDefinition): void;
  /** @throws when there is no such secret, or the policy cannot be evaluated */
  declareResourcePolicy(definition: PolicyDefinition): void;
  /**
   * For `{{resolve:secretsmanager:…}}`: the current secret string.
   *
   * @param secretId name, ARN, or ARN without its last six characters
   * @throws AwsError when there is no such secret, or none that is a string
   */
  secretString(secretId: string): string;
  /** Settles when no rotation runs. */
  idle(): Promise<void>;
  /** Rotates nothing any more: what is under way goes on at the next start. Call it before functions are ended. */
  stop(): void;
  close(): void;
}

/** Secrets Manager over `secrets-manager.sqlite` in the state folder, its values sealed under the master key. */
export const createSecretsManager = (options: SecretsManagerOptions): SecretsManagerService => {
  const { environment, memory = false, keys, iam = noPolicies, functions = noFunctions } = options;
  const path = memory ? ':memory:' : join(environment.stateFolder, 'secrets-manager.sqlite');
  const database = new Sqlite({ path, schema });
  const cipher = new ValueCipher(createVault(environment.masterKey, 'portcullis secretsmanager'), keys);
  const store = new SecretStore(database, cipher);
  const states = new SecretStates(database);
  const rotations = new RotationStore(database);
  const catalog = new Catalog(environment, store, states);
  const ownAlarms = createAlarmClock({ now: environment.now });
  const alarms = options.alarms ?? ownAlarms;
  const rotator = new Rotator({
    now: environment.now,
    alarms,
    functions,
    catalog,
    store,
    states,
    rotations,
    report: options.report ?? console.error,
  });
  const onRead = options.onRead ?? (() => undefined);
  const engine: Engine = {
    environment,
    database,
    store,
    states,
    rotations,
    catalog,
    rotator,
    functions,
    cipher,
    keys,
    iam,
    declaredPolicies: new Map(),
    onRead,
  };
  const resume = (arn: string): void => {
    const { policy } = states.of(arn);
    if (policy !== undefined) declareSecretPolicy(iam, arn, policy);
    if (!rotations.isDeclared(arn)) rotator.schedule(arn);
  };
  for (const { arn } of catalog.secrets) resume(arn);
  return {
    api: {
      signingName: 'secretsmanager',
      targetPrefix: 'secretsmanager',
      jsonVersion: '1.1',
      operations: new Map(operations.map((operation) => [operation.name, bindOperation(engine, operation)])),
    },
    declareSecret: (definition) => {
      const declared = database.write(() => catalog.declare(definition));
      resume(declared.arn);
      return declared;
    },
    declareRotation: (definition) => declareRotation(engine, definition),
    declareResourcePolicy: ({ secretId, policy, blockPublicPolicy, path }) => {
      const { arn } = catalog.find(secretId);
      if (blockPublicPolicy) assertNotPublic(policy);
      declareSecretPolicy(iam, arn, policy, path);
      states.set(arn, { policy: undefined });
      engine.declaredPolicies.set(arn, policy);
    },
    secretString: (secretId) => {
      const { arn } = catalog.find(secretId);
      const value = store.value(arn, store.stages(arn).get(CURRENT) ?? '');
      if (value?.kind !== 'string') throw secretNotFound();
      return value.text;
    },
    idle: () => rotator.idle(),
    stop: () => rotator.close(),
    close: () => {
      rotator.close();
      ownAlarms.close();
      database.close();
    },
  };
};

const noFunctions: RotationFunctions = {
  mayInvoke: () => false,
  invoke: async () => ({ kind: 'crashed', reason: 'no function runs here' }),
};

const noPolicies: SecretPolicies = {
  declareResourcePolicy: () => {
    throw new Error('no policy is evaluated here');
  },
  removeResourcePolicy: () => undefined,
  decide: () => 'unmentioned',
};

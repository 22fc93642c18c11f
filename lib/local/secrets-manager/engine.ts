import type { AwsCaller } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { IamService } from '../iam/index.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Catalog } from './catalog.ts';
import type { RotationStore } from './rotation/rotation-store.ts';
import type { Rotator } from './rotation/rotator.ts';
import type { RotationFunctions } from './rotation/run-step.ts';
import type { SecretStates } from './secret-states.ts';
import type { SecretStore } from './secret-store.ts';
import type { SecretKeys, ValueCipher } from './value-cipher.ts';

/** What Secrets Manager needs of IAM. */
export type SecretPolicies = Pick<IamService, 'declareResourcePolicy' | 'removeResourcePolicy' | 'decide'>;

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly store: SecretStore;
  readonly states: SecretStates;
  readonly rotations: RotationStore;
  readonly catalog: Catalog;
  readonly rotator: Rotator;
  readonly functions: RotationFunctions;
  readonly cipher: ValueCipher;
  readonly keys: SecretKeys | undefined;
  readonly iam: SecretPolicies;
  /** Resource policies of the template, by the ARN of the secret; those of the API are kept with the secret. */
  readonly declaredPolicies: Map<string, string>;
  /** Told of every value that is given out, and to whom. */
  readonly onRead: (caller: AwsCaller, secretName: string, value: string) => void;
}

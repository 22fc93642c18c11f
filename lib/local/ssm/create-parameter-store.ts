import { join } from 'node:path';
import type { AwsJsonService } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import { Sqlite } from '../sqlite.ts';
import { createVault } from '../vault.ts';
import { findVersion } from './find-version.ts';
import { arnOfParameter, bindOperation, type Engine, type Operation, type ParameterKeys } from './operation.ts';
import { deleteParameter } from './operations/delete-parameter.ts';
import { deleteParameters } from './operations/delete-parameters.ts';
import { describeParameters } from './operations/describe-parameters.ts';
import { getParameter } from './operations/get-parameter.ts';
import { getParameterHistory } from './operations/get-parameter-history.ts';
import { getParameters } from './operations/get-parameters.ts';
import { getParametersByPath } from './operations/get-parameters-by-path.ts';
import { labelParameterVersion } from './operations/label-parameter-version.ts';
import { putParameter } from './operations/put-parameter.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/tag-operations.ts';
import { unlabelParameterVersion } from './operations/unlabel-parameter-version.ts';
import { ParameterStore } from './parameter-store.ts';
import { type NewVersion, putVersion } from './put-version.ts';
import { schema } from './schema.ts';
import { setTags } from './tags.ts';

export interface ParameterStoreOptions {
  readonly environment: LocalEnvironment;
  readonly keys: ParameterKeys;
  /** Keep everything in memory and nothing after the end. @default false */
  readonly memory?: boolean;
}

/** A parameter as a template declares it; CloudFormation makes no `SecureString`. */
export interface ParameterDefinition
  extends Pick<NewVersion, 'name' | 'value' | 'tier' | 'description' | 'allowedPattern'> {
  readonly type: 'String' | 'StringList';
  readonly tags: Readonly<Record<string, string>>;
}

/** Systems Manager's Parameter Store on this machine. */
export interface SsmService {
  readonly api: AwsJsonService;
  /** Declares a parameter. What somebody put after an earlier start stays, unless the template says something new. */
  declareParameter(definition: ParameterDefinition): { readonly arn: string };
  /**
   * For `{{resolve:ssm:…}}`: the value of a `String` or `StringList`.
   *
   * @param id `name`, `name:version`
   * @throws AwsError when there is no such parameter, or its value is sealed
   */
  parameterValue(id: string): string;
  close(): void;
}

const operations: readonly Operation[] = [
  addTagsToResource,
  deleteParameter,
  deleteParameters,
  describeParameters,
  getParameter,
  getParameterHistory,
  getParameters,
  getParametersByPath,
  labelParameterVersion,
  listTagsForResource,
  putParameter,
  removeTagsFromResource,
  unlabelParameterVersion,
];

/** Parameter Store over `ssm.sqlite` in the state folder, its values sealed under the master key. */
export const createParameterStore = (options: ParameterStoreOptions): SsmService => {
  const { environment, keys, memory = false } = options;
  const path = memory ? ':memory:' : join(environment.stateFolder, 'ssm.sqlite');
  const database = new Sqlite({ path, schema, schemaVersion: 1, secureDelete: true });
  const store = new ParameterStore(database, createVault(environment.masterKey, 'portcullis ssm'));
  const engine: Engine = { environment, database, store, keys };
  const declared = new Set<string>();
  return {
    api: {
      signingName: 'ssm',
      targetPrefix: 'AmazonSSM',
      jsonVersion: '1.1',
      operations: new Map(operations.map((operation) => [operation.name, bindOperation(engine, operation)])),
    },
    declareParameter: (definition) =>
      database.write(() => {
        const { name, tags, ...rest } = definition;
        if (declared.has(name)) throw new Error(`Two parameters are named ${name}`);
        const declaration = JSON.stringify(rest);
        store.reveal(name);
        if (!store.isDeclaredAs(name, declaration)) {
          const modified = { modifiedAtMillis: environment.now(), modifiedBy: 'cloudformation.amazonaws.com' };
          putVersion(engine, { ...rest, name, keyId: undefined, ...modified });
          store.markDeclared(name, declaration);
        }
        setTags(
          engine,
          name,
          Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        );
        declared.add(name);
        return { arn: arnOfParameter(engine, name) };
      }),
    parameterValue(id) {
      const version = findVersion(engine, id);
      if (version.type === 'SecureString') throw new Error(`the parameter ${version.name} is a SecureString`);
      return store.value(version);
    },
    close: () => database.close(),
  };
};

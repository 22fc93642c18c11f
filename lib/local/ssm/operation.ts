import type { AwsCall, AwsOperation, Right } from '../aws-service.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { JsonObject } from '../json.ts';
import type { KmsService } from '../kms/index.ts';
import type { Sqlite } from '../sqlite.ts';
import { tagContext, tagsIn } from '../tag-context.ts';
import { AWS_KEY, type ParameterVersion } from './parameter.ts';
import { parseParameterId } from './parameter-name.ts';
import type { ParameterStore } from './parameter-store.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly store: ParameterStore;
  readonly keys: ParameterKeys;
}

/** What Parameter Store uses of KMS. */
export type ParameterKeys = Pick<KmsService, 'arnOf' | 'encrypt' | 'decrypt'>;

/** One operation of the API, before it is given the engine. */
export interface Operation {
  readonly name: string;
  /** The parameters that it concerns; each needs the right of the operation's own name. */
  on(input: JsonObject): readonly string[] | 'all';
  /** Further rights, such as those on KMS keys. */
  moreRights?(engine: Engine, input: JsonObject): readonly Right[];
  run(engine: Engine, input: JsonObject, call: AwsCall): JsonObject;
}

/** Gives an operation its engine. */
export const bindOperation = (engine: Engine, operation: Operation): AwsOperation => ({
  name: operation.name,
  authorization: 'signed',
  rights(input) {
    const action = `ssm:${operation.name}`;
    const names = operation.on(input);
    const own =
      names === 'all' ? [{ action, resource: '*' }] : names.map((id) => parameterRight(engine, action, id, input));
    return [...own, ...(operation.moreRights?.(engine, input) ?? [])];
  },
  run: (input, call) => engine.database.write(() => operation.run(engine, input, call)),
});

/** An action on a parameter, of which policies are told the tags that it has and those that the request names. */
export const parameterRight = (engine: Engine, action: string, id: string, input: JsonObject): Right => {
  const { name } = parseParameterId(id);
  const has = Object.fromEntries(engine.store.tags(name));
  const context = tagContext({ has, sets: tagsIn(input['Tags']), removes: input['TagKeys'] });
  return { action, resource: arnOfParameter(engine, name), context };
};

export const arnOfParameter = ({ environment }: Pick<Engine, 'environment'>, name: string): string =>
  arnOf(environment, 'ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`);

/** For `on`, of an input that is not checked yet: what is no text becomes a name that no parameter has. */
export const namesIn = (...values: readonly unknown[]): readonly string[] =>
  values.flat().map((value) => (typeof value === 'string' && value !== '' ? value : '?'));

/** The ARN of a customer's key by id, ARN or alias; undefined when there is none. */
export const knownKey = ({ keys }: Pick<Engine, 'keys'>, keyId: string): string | undefined => {
  try {
    return keys.arnOf(keyId);
  } catch {
    return undefined;
  }
};

/**
 * What using a key for a parameter needs of KMS. Of AWS's own key everybody in the account may make use through
 * Parameter Store, as the policy of that key says.
 */
export const keyRights = (
  engine: Engine,
  action: 'kms:Decrypt' | 'kms:Encrypt',
  parameters: readonly Pick<ParameterVersion, 'name' | 'keyId'>[],
): readonly Right[] =>
  parameters.flatMap(({ name, keyId = AWS_KEY }) =>
    keyId === AWS_KEY
      ? []
      : [
          {
            action,
            resource: knownKey(engine, keyId) ?? keyId,
            context: {
              'kms:viaservice': [`ssm.${engine.environment.region}.amazonaws.com`],
              'kms:encryptioncontext:parameter_arn': [arnOfParameter(engine, name)],
            },
          },
        ],
  );

import type { AwsCall, AwsOperation, Right } from '../aws-service.ts';
import type { JsonObject } from '../json.ts';
import type { Engine } from './engine.ts';
import { rightToSecret } from './rights.ts';

/** One operation of the API, before it is given the engine. */
export interface Operation {
  readonly name: string;
  /** Whether it concerns the secret that `SecretId` names, all of them, or one that `otherRights` tells. */
  readonly on: 'secret' | 'all' | 'other';
  /** Condition keys beyond those of the secret. */
  conditions?(input: JsonObject): NonNullable<Right['context']>;
  /** Rights beside the one of the operation's own name: to the key, or to the function. */
  otherRights?(engine: Engine, input: JsonObject): readonly Right[];
  run(engine: Engine, input: JsonObject, call: AwsCall): JsonObject | Promise<JsonObject>;
}

/** Gives an operation its engine. Each needs the right of its own name. */
export const bindOperation = (engine: Engine, operation: Operation): AwsOperation => ({
  name: operation.name,
  authorization: 'signed',
  rights: (input) => rightsOf(engine, operation, input),
  run: (input, call) => {
    settle(engine, call.nowMillis);
    return operation.run(engine, input, call);
  },
});

export const rightsOf = (engine: Engine, { name, on, conditions, otherRights }: Operation, input: JsonObject) => {
  const id = input['SecretId'];
  const context = conditions?.(input) ?? {};
  const own: Right =
    on === 'secret' && typeof id === 'string'
      ? rightToSecret(engine, name, id, context)
      : { action: `secretsmanager:${name}`, resource: '*', context };
  return [...(on === 'other' ? [] : [own]), ...(otherRights?.(engine, input) ?? [])];
};

/** Secrets whose recovery window is over are gone before anybody asks for them. */
const settle = ({ states, store, database, iam }: Engine, nowMillis: number): void => {
  for (const arn of states.due(nowMillis)) {
    database.write(() => store.destroy(arn));
    iam.removeResourcePolicy(arn);
  }
};

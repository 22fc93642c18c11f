import type { AwsCall, AwsOperation, Right } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';

/** One operation of the API, before it is given the engine. */
export interface Operation {
  readonly name: string;
  rights(engine: Engine, input: JsonObject): readonly Right[];
  run(engine: Engine, input: JsonObject, call: AwsCall): JsonObject | Promise<JsonObject>;
}

/** Gives an operation its engine. All of DynamoDB is signed. */
export const bindOperation = (engine: Engine, { name, rights, run }: Operation): AwsOperation => ({
  name,
  authorization: 'signed',
  rights: (input) => rights(engine, input),
  run: (input, call) => run(engine, input, call),
});

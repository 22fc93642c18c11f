import type { AwsCall, AwsOperation, Right } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';

/** One operation of the API, before it is given the engine. */
export interface Operation {
  readonly name: string;
  /** Why it is refused, of an operation that is here only to say so. */
  readonly notDone?: string;
  rights(engine: Engine, input: JsonObject): readonly Right[];
  run(engine: Engine, input: JsonObject, call: AwsCall): JsonObject | Promise<JsonObject>;
  /** What `run()` answers, as the text of its JSON. */
  runToText?(engine: Engine, input: JsonObject, call: AwsCall): string;
}

/** Gives an operation its engine. All of DynamoDB is signed. */
export const bindOperation = (engine: Engine, { rights, run, runToText, ...named }: Operation): AwsOperation => ({
  ...named,
  authorization: 'signed',
  rights: (input) => rights(engine, input),
  run: (input, call) => run(engine, input, call),
  ...(runToText === undefined ? {} : { runToText: (input, call) => runToText(engine, input, call) }),
});

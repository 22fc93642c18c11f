import { AwsError, type AwsJsonService } from '../../../../lib/local/aws-service.ts';
import { createDynamoDb } from '../../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../../lib/local/json.ts';
import { testEnvironment } from '../../../local/support/environment.ts';
import { type Answer, type Engine, refusalOf } from './engine.ts';
import { readStream } from './read-stream.ts';

const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;

/** Our engine, in memory and in this process; input and output pass through JSON as they would over HTTP. */
export const startOurs = async (): Promise<Engine> => {
  const service = createDynamoDb({ environment: testEnvironment(''), memory: true });
  return {
    name: 'ours',
    createTable: async (definition) => {
      service.declareTable(definition);
    },
    call: callerOf(service.api),
    recordsOf: (table) => readStream(callerOf(service.streamsApi), table),
    close: async () => service.close(),
  };
};

const callerOf =
  ({ operations }: AwsJsonService) =>
  async (name: string, input: JsonObject): Promise<Answer> => {
    try {
      const operation = operations.get(name);
      if (operation === undefined) throw new AwsError('UnknownOperationException', name);
      const output = await operation.run(overJson(input), { caller, requestId: 'conformance', nowMillis: Date.now() });
      return { ok: true, output: overJson(output) };
    } catch (error) {
      // What is no refusal is a defect of ours, and no oracle agrees with it.
      if (!(error instanceof AwsError)) return refusalOf({ __type: 'InternalFailure', message: String(error) });
      return refusalOf(overJson({ ...error.fields, __type: error.code, message: error.message }));
    }
  };

const overJson = (value: JsonObject): JsonObject => JSON.parse(JSON.stringify(value));

import { Agent, request } from 'node:http';
import type { TableDefinition } from '../../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../../lib/local/json.ts';
import { type Answer, type Engine, refusalOf } from './engine.ts';
import { readStream } from './read-stream.ts';

/** The oracles look at the form of a signature only. */
const authorization =
  'AWS4-HMAC-SHA256 Credential=conformance/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00';

/** An engine behind HTTP, on this machine. */
export const httpEngine = (name: string, port: number, stop: () => Promise<void>): Engine => {
  const agent = new Agent({ keepAlive: true });
  const call = (operation: string, input: JsonObject, api = 'DynamoDB_20120810'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input);
      const message = request(
        {
          agent,
          port,
          host: '127.0.0.1',
          method: 'POST',
          headers: {
            authorization,
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-date': '20260101T000000Z',
            'x-amz-target': `${api}.${operation}`,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const parsed = text === '' ? {} : JSON.parse(text);
            resolve(response.statusCode === 200 ? { ok: true, output: parsed } : refusalOf(parsed));
          });
        },
      );
      message.on('error', reject);
      message.end(body);
    });

  return {
    name,
    call: (operation, input) => call(operation, input),
    recordsOf: (table) => readStream((operation, input) => call(operation, input, 'DynamoDBStreams_20120810'), table),
    createTable: async (definition) => {
      const created = await call('CreateTable', createTableInput(definition));
      if (!created.ok) throw new Error(`${name} did not create ${definition.name}: ${created.message}`);
      while (!(await isActive(call, definition.name))) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    close: async () => {
      agent.destroy();
      await stop();
    },
  };
};

const isActive = async (call: Engine['call'], name: string): Promise<boolean> => {
  const described = await call('DescribeTable', { TableName: name });
  return JSON.stringify(described).includes('"TableStatus":"ACTIVE"');
};

const createTableInput = ({ name, key, indexes, streamViewType }: TableDefinition): JsonObject => {
  const schemas = [key, ...indexes.map((index) => index.key)];
  const attributes = new Map(schemas.flatMap(({ partition, sort = partition }) => [partition, sort]).map(byName));
  const [local, global] = [
    indexes.filter(({ kind }) => kind === 'local'),
    indexes.filter(({ kind }) => kind === 'global'),
  ];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    KeySchema: keySchema(key),
    ...(streamViewType === undefined
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: streamViewType } }),
    ...(local.length > 0 ? { LocalSecondaryIndexes: local.map(indexInput) } : {}),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global.map(indexInput) } : {}),
  };
};

const byName = ({ name, type }: TableDefinition['key']['partition']) => [name, type] as const;

const keySchema = ({ partition, sort }: TableDefinition['key']) => [
  { AttributeName: partition.name, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort.name, KeyType: 'RANGE' }]),
];

const indexInput = ({ name, key, projection }: TableDefinition['indexes'][number]): JsonObject => ({
  IndexName: name,
  KeySchema: keySchema(key),
  Projection: {
    ProjectionType: projection.type,
    ...(projection.type === 'INCLUDE' ? { NonKeyAttributes: projection.attributes } : {}),
  },
});

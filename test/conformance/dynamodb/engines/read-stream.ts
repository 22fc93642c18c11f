import * as z from 'zod';
import type { Json, JsonObject } from '../../../../lib/local/json.ts';
import type { Answer } from './engine.ts';

const listed = z.object({ Streams: z.tuple([z.object({ StreamArn: z.string() })]) });
const described = z.object({ StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }) });
const iterated = z.object({ ShardIterator: z.string() });
const page = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      userIdentity: z.json().optional(),
      dynamodb: z.object({
        Keys: z.record(z.string(), z.json()),
        NewImage: z.json().optional(),
        OldImage: z.json().optional(),
        StreamViewType: z.string(),
      }),
    }),
  ),
  NextShardIterator: z.string().optional(),
});

/**
 * All that the stream of a table tells, without times, numbers and ids, which are everybody's own, and without sizes, for
 * which dynoxide counts the bytes of its JSON. AWS promises the order of the records of one item only, so they come item
 * by item.
 *
 * @param call sends a request to the API of DynamoDB Streams
 */
export const readStream = async (
  call: (operation: string, input: JsonObject) => Promise<Answer>,
  table: string,
): Promise<Answer> => {
  const ask = async <Shape extends z.ZodType>(operation: string, input: JsonObject, shape: Shape) => {
    const answer = await call(operation, input);
    if (!answer.ok) throw new Error(`${operation} of ${table}: ${answer.code} ${answer.message}`);
    return shape.parse(answer.output);
  };
  const [{ StreamArn }] = (await ask('ListStreams', { TableName: table }, listed)).Streams;
  const { Shards } = (await ask('DescribeStream', { StreamArn }, described)).StreamDescription;
  const items = new Map<string, Json[]>();
  for (const { ShardId } of Shards) {
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    let iterator: string | undefined = (await ask('GetShardIterator', from, iterated)).ShardIterator;
    while (iterator !== undefined) {
      const { Records, NextShardIterator }: z.infer<typeof page> = await ask(
        'GetRecords',
        { ShardIterator: iterator },
        page,
      );
      for (const record of Records) {
        const item = JSON.stringify(Object.entries(record.dynamodb.Keys).sort());
        items.set(item, [...(items.get(item) ?? []), JSON.parse(JSON.stringify(record))]);
      }
      iterator = Records.length === 0 ? undefined : NextShardIterator;
    }
  }
  return { ok: true, output: Object.fromEntries(items) };
};

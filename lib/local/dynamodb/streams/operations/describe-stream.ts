import * as z from 'zod';
import type { JsonObject } from '../../../json.ts';
import type { Operation } from '../../operations/operation.ts';
import { readInput } from '../../operations/read-input.ts';
import { findShard, findStream } from '../find-stream.ts';
import { toSequenceNumber } from '../sequence-number.ts';
import type { Shard } from '../stream.ts';
import { rightToStream } from './right-to-stream.ts';

const PAGE = 100;
const shardId = z.string().min(28).max(65);
const input = z.strictObject({
  StreamArn: z.string().min(37).max(1024),
  ExclusiveStartShardId: shardId.optional(),
  Limit: z.number().int().min(1).max(PAGE).optional(),
  ShardFilter: z.strictObject({ Type: z.literal('CHILD_SHARDS'), ShardId: shardId }).optional(),
});

export const describeStream: Operation = {
  name: 'DescribeStream',
  rights: (_, { StreamArn: arn }) => [rightToStream('DescribeStream', arn)],
  run: ({ streams }, request) => {
    const members = readInput(input, request);
    const { ExclusiveStartShardId: after, Limit: limit = PAGE, ShardFilter: filter } = members;
    const stream = findStream(streams, members.StreamArn);
    const afterId = after === undefined ? 0 : findShard(streams, stream, after).id;
    const found = streams.shards
      .of(stream)
      .filter(({ id, parentName }) => id > afterId && (filter === undefined || parentName === filter.ShardId));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.disabledAtMillis === undefined ? 'ENABLED' : 'DISABLED',
        StreamViewType: stream.viewType,
        CreationRequestDateTime: stream.createdAtMillis / 1000,
        TableName: stream.tableName,
        KeySchema: stream.keySchema,
        Shards: page.map(describeShard),
        ...(last !== undefined && found.length > limit ? { LastEvaluatedShardId: last.name } : {}),
      },
    };
  },
};

const describeShard = ({ name, parentName, firstSequence, lastSequence }: Shard): JsonObject => ({
  ShardId: name,
  ...(parentName === undefined ? {} : { ParentShardId: parentName }),
  SequenceNumberRange: {
    StartingSequenceNumber: toSequenceNumber(firstSequence),
    ...(lastSequence === undefined ? {} : { EndingSequenceNumber: toSequenceNumber(lastSequence) }),
  },
});

import type { Operation } from '../../operations/operation.ts';
import { describeStream } from './describe-stream.ts';
import { getRecords } from './get-records.ts';
import { getShardIterator } from './get-shard-iterator.ts';
import { listStreams } from './list-streams.ts';

/** Every operation of DynamoDB Streams. */
export const streamOperations: readonly Operation[] = [describeStream, getRecords, getShardIterator, listStreams];

import * as z from 'zod';
import { validationError } from '../../errors.ts';
import type { Operation } from '../../operations/operation.ts';
import { readInput } from '../../operations/read-input.ts';
import { findShard, findStream } from '../find-stream.ts';
import { parseSequenceNumber } from '../sequence-number.ts';
import type { Shard } from '../stream.ts';
import type { Streams } from '../streams.ts';
import { trimmedData } from '../trimmed-data.ts';
import { rightToStream } from './right-to-stream.ts';

const input = z.strictObject({
  StreamArn: z.string().min(37).max(1024),
  ShardId: z.string().min(28).max(65),
  ShardIteratorType: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
  SequenceNumber: z.string().min(21).max(40).optional(),
});

export const getShardIterator: Operation = {
  name: 'GetShardIterator',
  rights: (_, { StreamArn: arn }) => [rightToStream('GetShardIterator', arn)],
  run: ({ streams }, request, { nowMillis }) => {
    const { SequenceNumber: sequence, ...members } = readInput(input, request);
    const stream = findStream(streams, members.StreamArn);
    const shard = findShard(streams, stream, members.ShardId);
    const after = starts[members.ShardIteratorType](streams, shard, sequence);
    const position = { streamArn: stream.arn, shardName: shard.name, after };
    return { ShardIterator: streams.iterators.seal(position, nowMillis) };
  },
};

/** The number of the record after which each type begins. */
const starts: Readonly<
  Record<
    z.infer<typeof input>['ShardIteratorType'],
    (streams: Streams, shard: Shard, sequenceNumber: string | undefined) => number
  >
> = {
  TRIM_HORIZON: (_, { trimmedThrough }, given) => unnumbered(given, trimmedThrough),
  LATEST: ({ log }, shard, given) => unnumbered(given, log.newest(shard) ?? shard.trimmedThrough),
  AT_SEQUENCE_NUMBER: (streams, shard, given) => {
    const sequence = numbered(streams, shard, given);
    if (sequence <= shard.trimmedThrough) throw trimmedData();
    return sequence - 1;
  },
  AFTER_SEQUENCE_NUMBER: (streams, shard, given) => {
    const sequence = numbered(streams, shard, given);
    if (sequence < shard.trimmedThrough) throw trimmedData();
    return sequence;
  },
};

const unnumbered = (sequenceNumber: string | undefined, after: number): number => {
  if (sequenceNumber === undefined) return after;
  throw validationError('SequenceNumber belongs to the types AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER');
};

const numbered = ({ log }: Streams, shard: Shard, sequenceNumber: string | undefined): number => {
  if (sequenceNumber === undefined) throw validationError('SequenceNumber is required for this ShardIteratorType');
  const sequence = parseSequenceNumber(sequenceNumber);
  const newest = log.newest(shard) ?? shard.firstSequence;
  if (sequence !== undefined && sequence >= shard.firstSequence && sequence <= newest) return sequence;
  throw validationError(`Invalid SequenceNumber: ${sequenceNumber} is not in the shard ${shard.name}`);
};

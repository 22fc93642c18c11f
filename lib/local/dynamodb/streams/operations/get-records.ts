import * as z from 'zod';
import type { Operation } from '../../operations/operation.ts';
import { readInput } from '../../operations/read-input.ts';
import { findShard, findStream } from '../find-stream.ts';
import { toRecord } from '../to-record.ts';
import { trimmedData } from '../trimmed-data.ts';
import { rightToStream } from './right-to-stream.ts';

const MAX_RECORDS = 1000;
const MAX_BYTES = 1024 * 1024;

const input = z.strictObject({
  ShardIterator: z.string().min(1).max(2048),
  Limit: z.number().int().min(1).max(MAX_RECORDS).optional(),
});

/** Up to 1000 records or 1 MB, and where to go on; a closed shard that was read to its end has no next iterator. */
export const getRecords: Operation = {
  name: 'GetRecords',
  rights: ({ streams }, { ShardIterator: iterator }) => [
    rightToStream('GetRecords', typeof iterator === 'string' ? streams.iterators.streamArnOf(iterator) : undefined),
  ],
  run: ({ streams, environment, database }, request, { nowMillis }) => {
    const { ShardIterator: iterator, Limit: limit = MAX_RECORDS } = readInput(input, request);
    const position = streams.iterators.open(iterator, nowMillis);
    return database.read(() => {
      const stream = findStream(streams, position.streamArn);
      const shard = findShard(streams, stream, position.shardName);
      if (position.after < shard.trimmedThrough) throw trimmedData();
      const records = streams.log.read(shard, position.after, { records: limit, bytes: MAX_BYTES });
      const after = records.at(-1)?.sequence ?? position.after;
      const isOver = shard.lastSequence !== undefined && after >= (streams.log.newest(shard) ?? after);
      return {
        Records: records.map((record) => toRecord(stream, environment.region, record)),
        ...(isOver ? {} : { NextShardIterator: streams.iterators.seal({ ...position, after }, nowMillis) }),
      };
    });
  },
};

import type { StreamSource } from '../../stream-source.ts';
import { findShard, findStream } from './find-stream.ts';
import { parseSequenceNumber, toSequenceNumber } from './sequence-number.ts';
import type { Streams } from './streams.ts';
import { toFunctionRecord } from './to-record.ts';

/** What one invocation takes ("Lambda quotas"): more would not fit a batch. */
const BATCH_BYTES = 6 * 1024 * 1024;

/** The streams as the event source mappings of functions read them. */
export const createStreamSource = (streams: Streams, region: string): StreamSource => ({
  shards: (streamArn) =>
    streams.shards.of(findStream(streams, streamArn)).map(({ name, parentName, lastSequence }) => ({
      shardId: name,
      parentShardId: parentName,
      closed: lastSequence !== undefined,
    })),

  records(streamArn, shardId, { after, limit }) {
    const stream = findStream(streams, streamArn);
    const sequence = after === undefined ? 0 : parseSequenceNumber(after);
    if (sequence === undefined) throw new Error(`${after} is no sequence number of ${streamArn}`);
    const room = { records: limit, bytes: BATCH_BYTES };
    return streams.log.read(findShard(streams, stream, shardId), sequence, room).map((record) => ({
      sequenceNumber: toSequenceNumber(record.sequence),
      approximateArrivalMillis: record.addedAtMillis,
      event: toFunctionRecord(stream, region, record),
    }));
  },

  latest(streamArn, shardId) {
    const newest = streams.log.newest(findShard(streams, findStream(streams, streamArn), shardId));
    return newest === undefined ? undefined : toSequenceNumber(newest);
  },

  onAppend: (streamArn, listener) => streams.log.onAppend(findStream(streams, streamArn), listener),
});

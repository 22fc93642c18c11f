import type { StreamShard, StreamSource } from '../stream-source.ts';
import type { Checkpoint, CheckpointStore } from './checkpoint-store.ts';
import { createShardReader } from './read-shard.ts';
import type { Reader, ReaderParts } from './reader.ts';

/** Reads the stream of a table for one mapping: its shards at the same time, but no shard before its parent is done. */
export const createStreamReader = (
  parts: ReaderParts & { readonly streams: StreamSource; readonly checkpoints: CheckpointStore },
): Reader => {
  const { streams, checkpoints, clock, mapping } = parts;
  const { uuid, eventSourceArn } = mapping;
  let stopped = false;
  let stopListening = () => {};
  let working: Promise<void> | undefined;
  let isCalled = false;
  const shardParts = { ...parts, isStopped: () => stopped };
  const readers = new Map<string, ReturnType<typeof createShardReader>>();
  const readerOf = (shardId: string) => {
    const reader = readers.get(shardId) ?? createShardReader(shardId, shardParts);
    readers.set(shardId, reader);
    return reader;
  };
  const isDone = (shardId: string): boolean => checkpoints.read(uuid, eventSourceArn, shardId).done;

  const begin = (): void => {
    if (checkpoints.isKnown(uuid, eventSourceArn)) return;
    const isLatest = mapping.startingPosition === 'LATEST';
    const places = streams.shards(eventSourceArn).map(({ shardId, closed }): readonly [string, Checkpoint] => {
      const after = isLatest ? streams.latest(eventSourceArn, shardId) : undefined;
      return [shardId, { after, done: isLatest && closed }];
    });
    checkpoints.begin(uuid, eventSourceArn, new Map(places));
  };

  /** Answers whether there may be more to do at once. */
  const readOn = async ({ shardId, closed }: StreamShard): Promise<boolean> => {
    const turn = await readerOf(shardId).turn(closed);
    if (turn.kind === 'wait' && !stopped) clock.set(`event source ${uuid} ${shardId}`, turn.untilMillis, work);
    return turn.kind === 'done';
  };

  const readAll = async (): Promise<void> => {
    for (let hasMore = true; hasMore && !stopped; ) {
      isCalled = false;
      const shards = streams.shards(eventSourceArn);
      const known = new Set(shards.map(({ shardId }) => shardId));
      const isReady = ({ shardId, parentShardId }: StreamShard): boolean =>
        !isDone(shardId) && (parentShardId === undefined || !known.has(parentShardId) || isDone(parentShardId));
      const outcomes = await Promise.all(shards.filter(isReady).map(readOn));
      hasMore = isCalled || outcomes.includes(true);
    }
  };

  const work = (): Promise<void> => {
    if (working !== undefined) {
      isCalled = true;
      return working;
    }
    working = readAll()
      .catch((error: unknown) => parts.warn(`${eventSourceArn} cannot be read: ${String(error)}`))
      .finally(() => {
        working = undefined;
        // Records that came while this was ending.
        if (isCalled && !stopped) void work();
      });
    return working;
  };

  return {
    start() {
      begin();
      stopListening = streams.onAppend(eventSourceArn, () => void (stopped || work()));
      void work();
    },
    settled: async () => working,
    async stop() {
      stopped = true;
      stopListening();
      await working;
    },
  };
};

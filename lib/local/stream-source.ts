import type { JsonObject } from './json.ts';

/** A shard of a stream: its records are in order. */
export interface StreamShard {
  readonly shardId: string;
  readonly parentShardId: string | undefined;
  /** No record will be added. */
  readonly closed: boolean;
}

export interface StreamRecord {
  /** Digits; later records have greater ones. */
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch. */
  readonly approximateArrivalMillis: number;
  /** As the event of a Lambda function has it: `eventID`, `eventName`, `dynamodb`, … */
  readonly event: JsonObject;
}

/** What an event source mapping reads: the stream of a table. Every method throws for an unknown stream or shard. */
export interface StreamSource {
  /** Oldest first. */
  shards(streamArn: string): readonly StreamShard[];
  /** Up to `limit` records after a sequence number, or from the oldest that is kept (24 hours). */
  records(
    streamArn: string,
    shardId: string,
    position: { readonly after: string | undefined; readonly limit: number },
  ): readonly StreamRecord[];
  /** The sequence number of the newest record of a shard, for readers that begin at `LATEST`. */
  latest(streamArn: string, shardId: string): string | undefined;
  /** Calls back soon after records were added; answers how to stop that. */
  onAppend(streamArn: string, listener: () => void): () => void;
}

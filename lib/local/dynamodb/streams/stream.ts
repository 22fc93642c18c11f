import type { JsonObject } from '../../json.ts';

/** What a record shows of an item beside its key. */
export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** The stream of a table. It takes records until it is disabled, and is readable for 24 hours more. */
export interface Stream {
  readonly id: number;
  readonly arn: string;
  readonly tableName: string;
  /** `2026-11-22T07:12:31.000`: tells the streams apart that a table has had. */
  readonly label: string;
  readonly viewType: StreamViewType;
  /** As `DescribeStream` shows it. */
  readonly keySchema: readonly JsonObject[];
  /** Milliseconds since the epoch. */
  readonly createdAtMillis: number;
  readonly disabledAtMillis: number | undefined;
}

/** Part of a stream whose records are in order. A reader goes on with the shards whose parent it was. */
export interface Shard {
  readonly id: number;
  /** `shardId-00000001795331551000-00000001` */
  readonly name: string;
  readonly parentName: string | undefined;
  readonly createdAtMillis: number;
  /** No record of the shard has a smaller number. */
  readonly firstSequence: number;
  /** Of a closed shard. */
  readonly lastSequence: number | undefined;
  /** Records up to this one are no longer kept. */
  readonly trimmedThrough: number;
  readonly records: number;
}

/** How long a record is kept ("Data retention limit for DynamoDB Streams" in the developer guide). */
export const RETENTION_MILLIS = 24 * 60 * 60 * 1000;

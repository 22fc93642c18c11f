import type { JsonObject } from '../json.ts';
import type { Stream, StreamViewType } from './streams/stream.ts';

/** A key attribute: only these three types have an order. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

/** Remembered and shown; nothing is throttled for its capacity here. Spelled as the API does. */
export interface Capacity {
  readonly throughput?: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };
  readonly onDemandThroughput?: { readonly MaxReadRequestUnits?: number; readonly MaxWriteRequestUnits?: number };
}

export interface IndexDefinition extends Capacity {
  readonly name: string;
  /** A local index shares the table's partition key and reads consistently; a global one does neither. */
  readonly kind: 'global' | 'local';
  readonly key: KeySchema;
  readonly projection:
    | { readonly type: 'ALL' | 'KEYS_ONLY' }
    | { readonly type: 'INCLUDE'; readonly attributes: readonly string[] };
}

/** A table as a template or a caller of the API wants it. */
export interface TableDefinition extends Capacity {
  readonly name: string;
  readonly key: KeySchema;
  readonly indexes: readonly IndexDefinition[];
  readonly billingMode: 'PAY_PER_REQUEST' | 'PROVISIONED';
  /** Attribute with the second since the epoch at which an item expires. */
  readonly timeToLiveAttribute?: string;
  readonly deletionProtection: boolean;
  /** What the records of its stream show; without it, there is none. */
  readonly streamViewType?: StreamViewType;
  readonly tableClass?: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  /** The KMS key under which AWS would keep it; without it, the key is DynamoDB's own. */
  readonly kmsKey?: string;
  /** For how many days AWS could restore it; without it, not at all. */
  readonly recoveryDays?: number;
  readonly tags?: readonly Tag[];
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What a table remembers of itself beside its definition. */
export interface TableHistory {
  /** A template's table is as its template says at every start; one of the API is as it was left. */
  readonly origin: 'template' | 'api';
  /** Milliseconds since the epoch of the last `UpdateTimeToLive`. */
  readonly timeToLiveChangedAtMillis?: number;
  /** Milliseconds since the epoch since when AWS could restore it. */
  readonly recoverableSinceMillis?: number;
}

/** A declared table with its place in the store. */
export interface Table extends TableDefinition {
  readonly id: number;
  readonly arn: string;
  /** Milliseconds since the epoch of the first declaration. */
  readonly createdAtMillis: number;
  readonly indexes: readonly Index[];
  /** While it is enabled. */
  readonly stream?: Stream;
  readonly history: TableHistory;
}

export interface Index extends IndexDefinition {
  readonly id: number;
}

/** The attributes of a key, partition key first. */
export const keyAttributes = ({ partition, sort }: KeySchema): readonly KeyAttribute[] =>
  sort === undefined ? [partition] : [partition, sort];

/** A key as the API spells it. */
export const keyElements = (key: KeySchema): readonly JsonObject[] =>
  keyAttributes(key).map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' }));

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

export interface IndexDefinition {
  readonly name: string;
  /** A local index shares the table's partition key and reads consistently; a global one does neither. */
  readonly kind: 'global' | 'local';
  readonly key: KeySchema;
  readonly projection:
    | { readonly type: 'ALL' | 'KEYS_ONLY' }
    | { readonly type: 'INCLUDE'; readonly attributes: readonly string[] };
}

/** A table as a template declares it. */
export interface TableDefinition {
  readonly name: string;
  readonly key: KeySchema;
  readonly indexes: readonly IndexDefinition[];
  readonly billingMode: 'PAY_PER_REQUEST' | 'PROVISIONED';
  /** Attribute with the second since the epoch at which an item expires. */
  readonly timeToLiveAttribute?: string;
  readonly deletionProtection: boolean;
  /** What the records of its stream show; without it, there is none. */
  readonly streamViewType?: StreamViewType;
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

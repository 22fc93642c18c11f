import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { SessionRecord } from '../../lib/handler/index.ts';

/** What the table holds of a subject, and which writing of it was the last. */
export interface StoredSessions {
  readonly record: SessionRecord;
  /** 0 for a subject whose sessions were never written. */
  readonly version: number;
}

export const toStored = (item: Readonly<Record<string, AttributeValue>>): StoredSessions => ({
  record: {
    signedOutAtSeconds: item['signedOutAtSeconds'] && Number(item['signedOutAtSeconds'].N),
    lastUsedAtSeconds: toSeconds(item['lastUsed']),
    endedAtSeconds: toSeconds(item['ended']),
  },
  version: Number(item['version']?.N ?? 0),
});

export const toAttributes = ({ lastUsedAtSeconds, endedAtSeconds }: SessionRecord) => ({
  lastUsed: toMap(lastUsedAtSeconds),
  ended: toMap(endedAtSeconds),
});

const toSeconds = (value: AttributeValue | undefined): ReadonlyMap<string, number> =>
  new Map(Object.entries(value?.M ?? {}).map(([id, seconds]) => [id, Number(seconds.N)]));

const toMap = (seconds: ReadonlyMap<string, number>): AttributeValue => ({
  M: Object.fromEntries([...seconds].map(([id, at]) => [id, { N: String(at) }])),
});

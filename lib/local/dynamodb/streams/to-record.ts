import { hash } from 'node:crypto';
import type { JsonObject } from '../../json.ts';
import type { StoredRecord } from './record-log.ts';
import { toSequenceNumber } from './sequence-number.ts';
import type { Stream } from './stream.ts';

/** A record as `GetRecords` answers it. */
export const toRecord = (stream: Stream, region: string, record: StoredRecord): JsonObject => ({
  ...common(stream, region, record),
  ...(record.change.expired === true ? { userIdentity: { PrincipalId: EXPIRER, Type: 'Service' } } : {}),
});

/** The same as the event of a function has it. */
export const toFunctionRecord = (stream: Stream, region: string, record: StoredRecord): JsonObject => ({
  ...common(stream, region, record),
  ...(record.change.expired === true ? { userIdentity: { principalId: EXPIRER, type: 'Service' } } : {}),
  eventSourceARN: stream.arn,
});

/** Who deletes items whose time is over ("DynamoDB Streams and Time to Live" in the developer guide). */
const EXPIRER = 'dynamodb.amazonaws.com';

const common = (stream: Stream, region: string, { sequence, addedAtMillis, change }: StoredRecord): JsonObject => {
  const SequenceNumber = toSequenceNumber(sequence);
  return {
    eventID: hash('sha256', `${stream.arn} ${SequenceNumber}`).slice(0, 32),
    eventName: change.name,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(addedAtMillis / 1000),
      Keys: change.keys,
      ...(change.newImage === undefined ? {} : { NewImage: change.newImage }),
      ...(change.oldImage === undefined ? {} : { OldImage: change.oldImage }),
      SequenceNumber,
      SizeBytes: change.bytes,
      StreamViewType: stream.viewType,
    },
  };
};

import { AwsError } from '../../aws-service.ts';

/** The reader was too slow: what it asks for is older than a day. */
export const trimmedData = (): AwsError =>
  new AwsError(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard: records are kept for 24 hours',
  );

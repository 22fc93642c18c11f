import { resourceNotFound } from '../errors.ts';
import type { Shard, Stream } from './stream.ts';
import type { Streams } from './streams.ts';

/** @throws AwsError `ResourceNotFoundException` */
export const findStream = ({ store }: Streams, arn: string): Stream => {
  const stream = store.find(arn);
  if (stream === undefined) throw resourceNotFound(`Requested resource not found: Stream: ${arn} not found`);
  return stream;
};

/** @throws AwsError `ResourceNotFoundException` */
export const findShard = ({ shards }: Streams, stream: Stream, name: string): Shard => {
  const shard = shards.of(stream).find((each) => each.name === name);
  if (shard === undefined) {
    throw resourceNotFound(`Requested resource not found: Shard: ${name} in Stream: ${stream.arn} not found`);
  }
  return shard;
};

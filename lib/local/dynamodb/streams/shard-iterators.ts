import { AwsError } from '../../aws-service.ts';
import { createVault } from '../../vault.ts';
import { validationError } from '../errors.ts';

/** A place in a shard at which a reader goes on. */
export interface ShardPosition {
  readonly streamArn: string;
  readonly shardName: string;
  /** The record before the next one to be read. */
  readonly after: number;
}

/** Hands positions out as texts that nobody can make or change, and takes them back for 15 minutes. */
export interface ShardIterators {
  seal(position: ShardPosition, nowMillis: number): string;
  /** @throws AwsError `ExpiredIteratorException`, or `ValidationException` for a text that is none of ours */
  open(iterator: string, nowMillis: number): ShardPosition;
  /** The stream that an iterator reads, however old it is; undefined for a text that is none of ours. */
  streamArnOf(iterator: string): string | undefined;
}

const LIFETIME_MILLIS = 15 * 60 * 1000;
const LABEL = 'shard iterator';

export const createShardIterators = (masterKey: Uint8Array): ShardIterators => {
  const vault = createVault(masterKey, 'dynamodb streams');
  const unseal = (iterator: string): Sealed | undefined => {
    try {
      const sealed = vault.open(LABEL, Buffer.from(iterator.slice(iterator.lastIndexOf('|') + 1), 'base64'));
      return JSON.parse(sealed.toString('utf8')) as Sealed; // only seal() writes under this key
    } catch {
      return undefined;
    }
  };
  return {
    seal(position, nowMillis) {
      const sealed = vault.seal(LABEL, JSON.stringify({ ...position, sealedAtMillis: nowMillis } satisfies Sealed));
      return `${position.streamArn}|1|${sealed.toString('base64')}`;
    },
    open(iterator, nowMillis) {
      const position = unseal(iterator);
      if (position === undefined || !iterator.startsWith(`${position.streamArn}|1|`)) {
        throw validationError('Invalid ShardIterator');
      }
      if (!(nowMillis - position.sealedAtMillis <= LIFETIME_MILLIS)) {
        throw new AwsError('ExpiredIteratorException', 'The shard iterator is older than 15 minutes: get another one');
      }
      return position;
    },
    streamArnOf: (iterator) => unseal(iterator)?.streamArn,
  };
};

interface Sealed extends ShardPosition {
  readonly sealedAtMillis: number;
}

import type { Engine } from '../engine.ts';
import { perform, type Write, type Written } from '../writes/write.ts';
import { identify } from './identify.ts';

/**
 * Performs a write that stands alone.
 *
 * @throws AwsError `ConditionalCheckFailedException`; `TransactionConflictException` when a transaction holds the item
 */
export const writeOne = (engine: Engine, write: Write): Promise<Written> => {
  const position = write.locate();
  return engine.inFlight.whileWriting(identify(write.table, position), () =>
    engine.writes.run(() => perform(engine, write, position)),
  );
};

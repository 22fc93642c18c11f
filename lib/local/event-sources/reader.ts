import type { AlarmClock } from '../alarms/index.ts';
import type { Deliver } from '../delivery.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { InvocationResult, LambdaService } from '../lambda/index.ts';
import type { EventSourceMapping } from './event-source-service.ts';
import type { RecordFilter } from './parse-filters.ts';

/** What hands the records of one source to one function. */
export interface Reader {
  /** Begins, once everything is declared. */
  start(): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Hands out nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** What every reader works with. */
export interface ReaderParts {
  readonly environment: LocalEnvironment;
  readonly lambda: Pick<LambdaService, 'invoke' | 'roleOf'>;
  readonly clock: AlarmClock;
  readonly deliver: Deliver;
  readonly warn: (message: string) => void;
  readonly mapping: EventSourceMapping;
  readonly isWanted: RecordFilter;
}

/** AWS hands over at most 6 MB at once. */
export const BATCH_LIMIT_BYTES = 6_291_456;

/** Why an invocation did not work, for messages. */
export const reasonOf = (result: InvocationResult): string => {
  switch (result.kind) {
    case 'failed':
      return `${result.errorType}: ${result.errorMessage}`;
    case 'crashed':
    case 'throttled':
      return result.reason;
    case 'timed-out':
      return 'it ran into its timeout';
    case 'returned':
      return 'it answered with another form than batchItemFailures';
  }
};

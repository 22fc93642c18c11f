import type { OutboxService } from '../outbox/index.ts';
import type { OverviewTable } from './overview-table.ts';

export interface ConsoleOptions {
  readonly outbox: Pick<OutboxService, 'list' | 'find'>;
  readonly overview: () => readonly OverviewTable[];
  readonly password: string;
  /** `https://127.0.0.1:8445` */
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of every error; the page says nothing of it. */
  readonly report: (error: unknown) => void;
  /** How long a wrong password waits for its answer. @default 1,000 */
  readonly wrongAnswerMillis?: number;
}

import type { Candidate } from './candidates.ts';

/** What one run found out about a candidate; times that were not taken are NaN. */
export interface Result extends Pick<Candidate, 'name' | 'bytes'> {
  readonly importMillis: number;
  /** The quickest of all imports: what the machine does when nobody disturbs it. */
  readonly bestImportMillis: number;
  /** CPU of one call without parsing the event, in microseconds. */
  readonly validMicros: number;
  readonly invalidMicros: number;
  readonly statuses: string;
}

export interface TokenResult {
  readonly name: string;
  readonly perSecond: number;
  /** Share of what `crypto.verify` alone does. */
  readonly share: number;
}

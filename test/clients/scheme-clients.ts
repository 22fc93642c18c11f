import type { HttpAnswer } from '../../scripts/https-client.ts';
import type { RunningBank } from '../http/running-bank.ts';

/** What an attack must be answered with: the code of a problem document. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** What the challenge must say; a 401 without one is wrong in any case. */
  readonly challenge?: RegExp;
}

export interface Attack<Facts> {
  readonly name: string;
  /** What is sent last is the attack. */
  readonly request: (facts: Facts) => Promise<HttpAnswer>;
  /** @default 401, `unauthenticated` */
  readonly expected?: Refusal;
}

/** One scheme as its clients see it: who is let in, and who is not. */
export interface SchemeClients<Facts> {
  /** As `npm run clients -- <name>` takes it. */
  readonly name: string;
  /** Has an operator issue what the clients need. */
  readonly prepare: (bank: RunningBank) => Promise<Facts>;
  /** Each throws when a client that should be let in is not. */
  readonly visits: readonly { readonly name: string; readonly visit: (facts: Facts) => Promise<void> }[];
  readonly attacks: readonly Attack<Facts>[];
}

export const unauthenticated: Refusal = { status: 401, code: 'unauthenticated' };

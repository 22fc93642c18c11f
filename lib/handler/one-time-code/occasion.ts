import { hash } from 'node:crypto';

/** What a one-time code is asked for and what it will open: a code for one thing opens nothing else. */
export interface Occasion {
  /** Who is asked: `sub` of the caller. */
  readonly subject: string;
  /** Why: `transfer`. */
  readonly purpose: string;
  /** What, in full: every value that must not be changed after the caller has seen the message. */
  readonly transaction: Readonly<Record<string, string | number>>;
}

/** The same for the same occasion, however its members are ordered, and for no other. */
export const fingerprintOf = ({ subject, purpose, transaction }: Occasion): string => {
  const members = Object.entries(transaction).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([subject, purpose, members]), 'base64url');
};

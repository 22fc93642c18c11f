import type { Standing } from './stand-up.ts';

/** One thing that a client does and expects of a user pool; it throws when it is disappointed. */
export interface Case {
  readonly title: string;
  readonly run: (standing: Standing) => Promise<void>;
}

/** A real client, and what it asks. */
export interface Judge {
  readonly name: string;
  readonly cases: readonly Case[];
}

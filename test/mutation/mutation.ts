import type { JsonObject } from '../../lib/local/json.ts';

/** A resource of a template, open to change. */
export interface MutableResource {
  readonly Type: string;
  Properties: Record<string, unknown>;
}

export type MutableTemplate = { readonly Resources: Record<string, MutableResource> } & JsonObject;

/** One control, turned off in one place, and the tests that must notice. */
export interface Mutation {
  /** What is lost: `scopes are checked by the gateway`. */
  readonly control: string;
  readonly how:
    | {
        /** Changes templates of the synthesised assembly; answers how many places it changed. */
        readonly kind: 'template';
        readonly change: (resources: readonly MutableResource[], templates: readonly MutableTemplate[]) => number;
      }
    | {
        /** Replaces a piece of source, which must stand there exactly once. */
        readonly kind: 'source';
        readonly file: string;
        readonly find: string;
        readonly replace: string;
      };
  /** Test files of which at least one must fail. */
  readonly seenBy: readonly string[];
}

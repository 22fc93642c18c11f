import type { ByteString } from './byte-string.ts';
import type { Fidelity } from './fidelity.ts';
import type { Truth } from './truth.ts';

/** What one condition saw of a part of the request. */
export interface Sight {
  /** Where the condition stands: `Rules[2].Statement.OrStatement.Statements[0].ByteMatchStatement`. */
  readonly path: string;
  /** `FieldToMatch`, as written. */
  readonly field: object;
  /** The names of the transformations, in their order. */
  readonly transformations: readonly string[];
  /** After the transformations; undefined where a fallback or the handling of oversize decided without looking. */
  readonly values: readonly ByteString[] | undefined;
  readonly truth: Truth;
}

/** What a rule came to. */
export interface Finding {
  /** The rule of the web ACL, and the rule of the group that it refers to. */
  readonly rule: string;
  readonly inGroup: string | undefined;
  readonly truth: Truth;
  /** What the rule does when it matches. */
  readonly action: string;
  readonly labels: readonly string[];
  readonly enforcement: Fidelity;
}

/**
 * Told, in order, of what each condition saw and then of what its rule came to. An evaluation without one tells
 * nobody and pays nothing.
 */
export interface Trace {
  readonly saw: (sight: Sight) => void;
  readonly found: (finding: Finding) => void;
}

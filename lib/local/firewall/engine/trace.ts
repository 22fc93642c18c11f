import type { ByteString } from './byte-string.ts';
import type { Fidelity } from './fidelity.ts';
import type { Truth } from './truth.ts';

/** What one condition saw of the request, or of what the rules before it have left behind. */
export interface Sight {
  /** Where the condition stands: `Rules[2].Statement.OrStatement.Statements[0].ByteMatchStatement`. */
  readonly path: string;
  /** The properties of the condition, as written. */
  readonly condition: object;
  /**
   * `FieldToMatch`, as written; `{ ClientIp: {} }`, `{ Labels: {} }` or `{ RateKey: {} }` where a condition has none. An
   * address out of a header was seen in that header.
   */
  readonly field: object;
  /** The names of the transformations, in their order. */
  readonly transformations: readonly string[];
  /** After the transformations; undefined where the answer was found without looking, or the part was withheld. */
  readonly values: readonly ByteString[] | undefined;
  readonly truth: Truth;
}

/** What a rule came to. */
export interface Finding {
  /** The rule of the web ACL, and the rule of the group that it refers to. */
  readonly rule: string;
  readonly inGroup: string | undefined;
  /** `AWS#AWSManagedRulesCommonRuleSet`, or the ARN of a group of the template. */
  readonly groupId: string | undefined;
  readonly truth: Truth;
  /** What the rule does when it matches; `NONE` of a reference to a group which the request was kept from. */
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
  /** Has the last word on what a rule comes to, for whoever knows more of the request than is handed in. */
  readonly presume?: (finding: Finding) => Truth;
}

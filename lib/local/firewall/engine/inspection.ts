import type { InspectedRequest } from '../inspected-request.ts';
import type { RuleMatch } from '../rules/rule-match.ts';

/** The state of one evaluation: what the rules so far have left behind for those that follow. */
export interface Inspection {
  readonly request: InspectedRequest;
  /** Milliseconds since the epoch. */
  readonly nowMillis: number;
  /** How much of the body is looked at, in bytes. */
  readonly bodyLimitBytes: number;
  readonly labels: string[];
  /** Rules that matched without ending the evaluation. */
  readonly counted: RuleMatch[];
  /** Headers for the backend by lower-case name; a later rule overwrites an earlier one. */
  readonly insertHeaders: Map<string, string>;
  /** Values that were extracted and transformed once, by the component that asked. */
  readonly memo: Map<object, unknown>;
}

export const startInspection = (
  request: InspectedRequest,
  options: { readonly nowMillis: number; readonly bodyLimitBytes: number },
): Inspection => ({ request, ...options, labels: [], counted: [], insertHeaders: new Map(), memo: new Map() });

/** Computes once per request what several rules ask for. */
export function memoised<T extends object | string>(inspection: Inspection, key: object, compute: () => T): T {
  const known = inspection.memo.get(key);
  // Only this function writes the memo, and a key is only ever used with one `compute`.
  if (known !== undefined) return known as T;
  const value = compute();
  inspection.memo.set(key, value);
  return value;
}

import type { InspectedRequest } from '../inspected-request.ts';
import type { RuleMatch } from '../rules/rule-match.ts';
import type { ByteString } from './byte-string.ts';
import type { Reading } from './reading.ts';
import { Texts } from './texts.ts';
import type { Trace } from './trace.ts';

/** The state of one evaluation: what the rules so far have left behind for those that follow. */
export interface Inspection {
  readonly request: InspectedRequest;
  /** Milliseconds since the epoch. */
  readonly nowMillis: number;
  /** How much of the body is looked at, in bytes. */
  readonly bodyLimitBytes: number;
  readonly labels: string[];
  /** Labels that the rule which is being asked adds at its end, whatever it comes to. */
  readonly labelsToCome: string[];
  /** Rules that matched without ending the evaluation. */
  readonly counted: RuleMatch[];
  /** Headers for the backend by lower-case name; a later rule overwrites an earlier one. */
  readonly insertHeaders: Map<string, string>;
  /** What the fields held after their transformations, by slot. */
  readonly readings: (Reading | undefined)[];
  /** What fields have found, by the list: two that find the same list have the same texts. */
  readonly texts: Map<readonly ByteString[], Texts>;
  /** What `ask` has been told, by question. */
  readonly answers: Map<object, unknown>;
  readonly trace: Trace | undefined;
}

export interface InspectionOptions {
  readonly nowMillis: number;
  readonly bodyLimitBytes: number;
  readonly trace: Trace | undefined;
}

export const startInspection = (request: InspectedRequest, options: InspectionOptions): Inspection => ({
  request,
  ...options,
  labels: [],
  labelsToCome: [],
  counted: [],
  insertHeaders: new Map(),
  readings: [],
  texts: new Map(),
  answers: new Map(),
});

/** Asks once per request what several fields want to know: the answer is remembered by the identity of the question. */
export function ask<Answer extends object | string>(
  inspection: Inspection,
  question: (inspection: Inspection) => Answer,
): Answer {
  const { answers } = inspection;
  const known = answers.get(question);
  // Only the line below writes under this question.
  if (known !== undefined) return known as Answer;
  const answer = question(inspection);
  answers.set(question, answer);
  return answer;
}

/** The texts of a list that a field has found. */
export function textsOf({ texts }: Inspection, found: readonly ByteString[]): Texts {
  const known = texts.get(found);
  if (known !== undefined) return known;
  const made = new Texts(found);
  texts.set(found, made);
  return made;
}

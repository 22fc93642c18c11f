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
  /** What `ask` has been told, by question and subject. */
  readonly answers: Map<object, Map<object, unknown>>;
}

export const startInspection = (
  request: InspectedRequest,
  options: { readonly nowMillis: number; readonly bodyLimitBytes: number },
): Inspection => ({ request, ...options, labels: [], counted: [], insertHeaders: new Map(), answers: new Map() });

/**
 * Asks once per request what several rules want to know. The answer must depend on the subject alone: it is remembered
 * by the identity of both.
 */
export function ask<Subject extends object, Answer>(
  { answers }: Inspection,
  question: (subject: Subject) => Answer,
  subject: Subject,
): Answer {
  const known = answers.get(question) ?? new Map<object, unknown>();
  if (!known.has(subject)) known.set(subject, question(subject));
  answers.set(question, known);
  // Only the line above writes under this question.
  return known.get(subject) as Answer;
}

import type { HandlerProblemCode, InputFault } from '../contract/index.ts';

/** What the answer says beside the document that every problem has. */
export interface ProblemExtras {
  /** `retry-after`, `www-authenticate`; none of those that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Extension members of the document (RFC 9457 §3.2); none of those that every document has. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * A refusal on its way to the error gate, which turns it into an RFC 9457 answer. Carries a code and where the input was
 * wrong; never a value, a token or a cause.
 *
 * It is thrown but no Error: nothing failed, and collecting a stack would cost more than the rest of the refusal.
 */
export class Problem {
  readonly code: string;
  readonly faults: readonly InputFault[];
  readonly extras: ProblemExtras;

  constructor(code: string, faults: readonly InputFault[] = [], extras: ProblemExtras = {}) {
    this.code = code;
    this.faults = faults;
    this.extras = extras;
  }
}

/** A standard problem, for the steps of the pipeline. */
export const standardProblem = (code: HandlerProblemCode, faults?: readonly InputFault[]): Problem =>
  new Problem(code, faults);

import type { HandlerProblemCode, InputFault } from '../contract/index.ts';

/**
 * A refusal on its way to the error gate, which turns it into an RFC 9457 answer. Carries a code and where the input was
 * wrong; never a value, a token or a cause.
 *
 * It is thrown but no Error: nothing failed, and collecting a stack would cost more than the rest of the refusal.
 */
export class Problem {
  readonly code: string;
  readonly faults: readonly InputFault[];

  constructor(code: string, faults: readonly InputFault[] = []) {
    this.code = code;
    this.faults = faults;
  }
}

/** A standard problem, for the steps of the pipeline. */
export const standardProblem = (code: HandlerProblemCode, faults?: readonly InputFault[]): Problem =>
  new Problem(code, faults);

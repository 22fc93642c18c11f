import type { Outcome } from './run-sequence.ts';

/** One difference, to be read by whoever mends or lists it. */
export const showOutcome = ({ request, ours, theirs }: Outcome): string =>
  [
    `${request.operation} ${JSON.stringify(request.input)}`,
    `  ours:   ${JSON.stringify(ours)}`,
    `  oracle: ${JSON.stringify(theirs)}`,
  ].join('\n');

/**
 * The three answers of a statement. `not-applicable` is what a statement says of a part that is not there to be looked
 * at, because a log withheld it: the rule must not act, and a NOT around it must not turn it into a match.
 */
export type Truth = 'match' | 'no-match' | 'not-applicable';

export const truthOf = (holds: boolean): Truth => (holds ? 'match' : 'no-match');

const opposite = { match: 'no-match', 'no-match': 'match', 'not-applicable': 'not-applicable' } as const;

export const not = (truth: Truth): Truth => opposite[truth];

/** Kleene's AND: one `no-match` settles it, later operands are not asked. */
export function allOf<T>(operands: readonly T[], truthOfOperand: (operand: T) => Truth): Truth {
  let result: Truth = 'match';
  for (const operand of operands) {
    const truth = truthOfOperand(operand);
    if (truth === 'no-match') return truth;
    if (truth === 'not-applicable') result = truth;
  }
  return result;
}

/** Kleene's OR: one `match` settles it, later operands are not asked. */
export function anyOf<T>(operands: readonly T[], truthOfOperand: (operand: T) => Truth): Truth {
  let result: Truth = 'no-match';
  for (const operand of operands) {
    const truth = truthOfOperand(operand);
    if (truth === 'match') return truth;
    if (truth === 'not-applicable') result = truth;
  }
  return result;
}

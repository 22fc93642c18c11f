/**
 * How near a rule comes to AWS here. AWS does not publish what its managed rules look for: those that cannot be known
 * are approximated by signatures of our own, or never match.
 */
export type Fidelity = 'exact' | 'approximated' | 'not-enforced';

const fromLeast = ['not-enforced', 'approximated', 'exact'] as const satisfies readonly Fidelity[];

/** A chain is as strong as its weakest link. */
export const leastOf = (them: readonly { readonly fidelity: Fidelity }[]): Fidelity =>
  fromLeast.find((level) => them.some(({ fidelity }) => fidelity === level)) ?? 'exact';

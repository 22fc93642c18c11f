/** What passwords of people must be; the user pool enforces it, and the documentation says it. */
export const passwordPolicy = {
  /** PCI DSS 4.0, 8.3.6, asks for 12. */
  minLength: 14,
  /** Earlier passwords that are not taken again (PCI DSS 4.0, 8.3.7). */
  historySize: 4,
  /** Days that a temporary password of an invitation works. */
  temporaryDays: 1,
} as const;

/** The policy in one sentence, for the documentation of an API. */
export const passwordPolicyText = `A password has at least ${passwordPolicy.minLength} characters, among them a small and a capital letter, a digit and a symbol, and is none of the last ${passwordPolicy.historySize}; an invitation is good for ${passwordPolicy.temporaryDays * 24} hours.`;

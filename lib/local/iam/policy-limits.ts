/**
 * How long policies may be, in characters without white space.
 *
 * AWS IAM User Guide, "IAM and AWS STS quotas".
 */
const limits = {
  'inline policies of a role, together,': 10_240,
  'managed policy': 6_144,
  'trust policy': 2_048,
} as const;

/** @throws Error that says which limit of AWS the documents exceed together */
export const assertPolicySize = (what: keyof typeof limits, name: string, documents: readonly unknown[]): void => {
  const length = documents.reduce<number>((sum, document) => sum + JSON.stringify(document).length, 0);
  if (!(length <= limits[what])) {
    throw new Error(`The ${what} of ${name} may have ${limits[what]} characters, not ${length}`);
  }
};

/** Managed policies that one role may have. */
const MAX_MANAGED_POLICIES = 10;

/** @throws Error when a role would have more managed policies than AWS lets it have */
export const assertManagedPolicyCount = (roleName: string, count: number): void => {
  if (!(count <= MAX_MANAGED_POLICIES)) {
    throw new Error(`The role ${roleName} may have ${MAX_MANAGED_POLICIES} managed policies, not ${count}`);
  }
};

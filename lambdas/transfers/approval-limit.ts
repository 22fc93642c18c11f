/** Minor units that move to an own account or a registered payee without a further approval: 1,000.00. */
export const approvalLimit = 100_000;

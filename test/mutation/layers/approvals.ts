import type { Layer, Mutation } from '../mutation.ts';

const turned = (control: string, file: string, find: string, replace: string, seenBy: string): Mutation => ({
  control,
  how: { kind: 'source', file, find, replace },
  seenBy: [seenBy],
});

const store = 'lambdas/otp/challenge-store.ts';
const proofs = 'lambdas/otp/approval.ts';
const codes = 'test/lambdas/otp/endpoints.test.ts';
const transfers = 'test/lambdas/transfers/approval.test.ts';
const users = 'test/lambdas/users/endpoints.test.ts';
const grants = 'test/constructs/approvals.test.ts';

/** One-time passwords, what they approve, and what operators do with users. */
export const approvals: Layer = {
  name: 'approvals and users',
  mutations: [
    turned(
      'a code can be guessed at five times',
      store,
      'attempts < :most',
      '(attempts < :most OR attempts >= :most)',
      codes,
    ),
    turned(
      'a code is answered by whom it was sent to',
      store,
      "'subject = :subject AND",
      "'(subject = :subject OR subject <> :subject) AND",
      codes,
    ),
    turned(
      'a code ends after five minutes',
      store,
      'expiresAtSeconds > :now',
      '(expiresAtSeconds > :now OR expiresAtSeconds <= :now)',
      codes,
    ),
    turned(
      'a right code is rewarded once, whoever knows it at the same moment',
      store,
      "ConditionExpression: 'attribute_exists(subject) AND (attribute_not_exists(proofHash) OR proofHash = :hash)'",
      "ConditionExpression: 'attribute_exists(subject)'",
      codes,
    ),
    turned(
      'a code goes to a destination that its user has verified',
      'lambdas/delivery/verified-destination.ts',
      "read(verified) === 'true'",
      'read(verified) !== undefined',
      codes,
    ),
    turned(
      'no token leads the codes to another destination',
      'lib/constructs/user-pool.ts',
      'withStandardAttributes({ locale: true })',
      'withStandardAttributes({ locale: true, email: true })',
      'test/constructs/user-pool.test.ts',
    ),
    turned(
      'a destination gets three messages in fifteen minutes',
      'lib/handler/one-time-code/place-send.ts',
      '  { most: sends, seconds: sendWindowSeconds },\n',
      '',
      codes,
    ),
    turned(
      'the message names the amount',
      'lambdas/otp/wording.ts',
      'toMajorUnits(wish.transaction.amount)',
      'toMajorUnits(0)',
      codes,
    ),
    turned('a proof opens one transfer, once', proofs, ' AND attribute_not_exists(spentAtSeconds)', '', transfers),
    turned(
      'a proof opens what it was asked for and nothing else',
      proofs,
      'fingerprint = :occasion',
      '(fingerprint = :occasion OR fingerprint <> :occasion)',
      transfers,
    ),
    turned(
      'a transfer above the limit needs an approval',
      'lambdas/transfers/approval-of-transfer.ts',
      'order.amount <= approvalLimit',
      'order.amount <= approvalLimit * 1_000',
      transfers,
    ),
    turned(
      'a transfer to nobody that the customer registered needs an approval',
      'lambdas/transfers/approval-of-transfer.ts',
      ': byRegistration(order.sender, order.to)',
      ': unconditional',
      transfers,
    ),
    turned(
      'an approval is spent by the transaction that registers a payee',
      'lambdas/payees/add-payee.ts',
      '[put, ...approval.conditions]',
      '[put]',
      'test/lambdas/payees/endpoints.test.ts',
    ),
    turned(
      'no operator gives himself roles',
      'lambdas/users/set-roles/handler.ts',
      "  if (path.userId === principal.subject) throw refuse('own-user');\n",
      '',
      users,
    ),
    turned(
      'nobody gets a role that is not in the table of the API',
      'lambdas/schemas.ts',
      "export const UserRole = z.enum(['customer', 'operator']);",
      "export const UserRole = z.enum(['customer', 'operator', 'root']);",
      users,
    ),
    turned(
      'who administers users does so in one pool',
      'lib/constructs/grant-user-pool.ts',
      'resourceArns: [users.userPoolArn]',
      "resourceArns: ['*']",
      grants,
    ),
    turned(
      'who may send a text message may reach no topic',
      'lib/constructs/message-sender.ts',
      "notResources: ['arn:*:sns:*:*:*']",
      "resources: ['*']",
      grants,
    ),
  ],
};

import { inRoom, type Layer } from '../mutation.ts';

const inDynamoDb = inRoom('local/dynamodb');

export const localTransactions: Layer = {
  name: 'local transactions',
  mutations: [
    inDynamoDb(
      'two transactions never work on one item at once',
      'operations/cancellation.ts',
      'isBusy(item) ? {',
      'isBusy(item) && item === null ? {',
      'conflicts',
    ),
    inDynamoDb(
      'a single write does not run into a transaction',
      'writes/items-in-flight.ts',
      "    if (this.isInTransaction(item)) throw new AwsError('TransactionConflictException', CONFLICT);\n",
      '',
      'conflicts',
    ),
    inDynamoDb(
      'a request under way is not done a second time',
      'writes/items-in-flight.ts',
      '    if (ongoing !== undefined) throw Buffer.compare(ongoing, fingerprint) === 0 ? inProgress() : tokenMismatch();\n',
      '    if (ongoing === null) throw inProgress();\n',
      'conflicts',
    ),
    inDynamoDb(
      'a write that is refused leaves nothing in the commit that it shares',
      'writes/write-queue.ts',
      "      this.#database.prepare('ROLLBACK TO request').run();\n",
      '',
      'transactions',
    ),
    inDynamoDb(
      'a failed condition cancels the whole transaction',
      'operations/transact-write-items.ts',
      'reasons.some((reason) => reason !== undefined)',
      'reasons.length === 0',
      'transactions',
    ),
    inDynamoDb(
      'legacy conditions are refused instead of being ignored',
      'operations/read-input.ts',
      '  if (unknown.length > 0) {\n',
      '  if (unknown.length > 99) {\n',
      'write-item',
    ),
    {
      control: 'the variables of a policy are filled before its default is taken',
      how: {
        kind: 'source',
        file: 'lib/local/iam/statement.ts',
        find: 'texts.some(({ fixed }) => fixed === undefined)',
        replace: 'texts.some(({ needs }) => needs.length > 0)',
      },
      seenBy: ['test/local/iam/decide.test.ts'],
    },
    {
      control: 'a signing key follows from the secret',
      how: {
        kind: 'source',
        file: 'lib/local/aws-endpoint/signing-key.ts',
        find: '/${secretAccessKey}`;',
        replace: '`;',
      },
      seenBy: ['test/local/aws-endpoint/signature.test.ts', 'test/local/aws-endpoint/sdk.test.ts'],
    },
  ],
};

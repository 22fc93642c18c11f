import { inRoom, type Layer, type Mutation } from '../mutation.ts';

const inTables = inRoom('local');

const inContext = (control: string, find: string, replace: string): Mutation =>
  inTables(control, 'dynamodb/operations/request-context.ts', find, replace, 'dynamodb/rights-context');

export const localTables: Layer = {
  name: 'local tables and streams',
  mutations: [
    inTables(
      'a protected table is not deleted',
      'dynamodb/operations/delete-table.ts',
      'if (table.deletionProtection) {',
      'if (table === null) {',
      'dynamodb/tables-api',
    ),
    inTables(
      'the policy of a table counts',
      'resources/dynamodb/declare-table.ts',
      '  declarePolicy(arn, policies.table);\n',
      '',
      'resources/dynamodb/global-table',
    ),
    inContext('a policy knows whose items are touched', "'dynamodb:leadingkeys':\n", "'dynamodb:leading':\n"),
    inContext('a policy knows which attributes are asked', '[...conditions, ...projection', '[...projection'),
    inContext(
      'a policy knows that all attributes come back',
      "'ALL_PROJECTED_ATTRIBUTES' : 'ALL_ATTRIBUTES'",
      "'ALL_PROJECTED_ATTRIBUTES' : 'SPECIFIC_ATTRIBUTES'",
    ),
    inContext(
      'what policies cannot read they refuse',
      "return { 'dynamodb:leadingkeys': UNREADABLE, 'dynamodb:attributes': UNREADABLE };",
      'return {};',
    ),
    inTables(
      'a stream tells of every change',
      'dynamodb/storage/item-store.ts',
      '    if (table.stream !== undefined) this.#streams.capture(table, { before: existing?.item, after: item });\n',
      '',
      'dynamodb/streams-capture',
    ),
    inTables(
      'a stream shows no more than its view',
      'dynamodb/streams/change.ts',
      'OLD_IMAGE: { newImage: false, oldImage: true }',
      'OLD_IMAGE: { newImage: true, oldImage: true }',
      'dynamodb/streams-capture',
    ),
    inTables(
      'an iterator of a stream ends',
      'dynamodb/streams/shard-iterators.ts',
      '!(nowMillis - position.sealedAtMillis <= LIFETIME_MILLIS)',
      'position.sealedAtMillis < 0',
      'dynamodb/streams-api',
    ),
    inTables(
      'an iterator is of its stream only',
      'dynamodb/streams/shard-iterators.ts',
      ' || !iterator.startsWith(`${position.streamArn}|1|`)',
      '',
      'dynamodb/streams-api',
    ),
    inTables(
      'the right to records is that of the sealed stream',
      'dynamodb/streams/operations/get-records.ts',
      'streams.iterators.streamArnOf(iterator) : undefined',
      "iterator.split('|')[0] : undefined",
      'dynamodb/streams-api',
    ),
    inTables(
      'records that are gone are not passed over',
      'dynamodb/streams/operations/get-records.ts',
      '      if (position.after < shard.trimmedThrough) throw trimmedData();\n',
      '',
      'dynamodb/streams-api',
    ),
  ],
};

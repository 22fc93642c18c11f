import type { Layer, Mutation } from '../mutation.ts';

const ledger = 'test/lambdas/ledger/bank.test.ts';

const inLedger = (control: string, file: string, find: string, replace: string, seenBy = ledger): Mutation => ({
  control,
  how: { kind: 'source', file: `lambdas/${file}`, find, replace },
  seenBy: [seenBy],
});

const inBooking = (control: string, find: string, replace: string): Mutation =>
  inLedger(control, 'ledger/booking.ts', find, replace);

export const bank: Layer = {
  name: 'bank',
  mutations: [
    inBooking(
      "nobody moves money from another's account",
      "'#owner = :sender AND #status = :active AND",
      "'(#owner = :sender OR #owner <> :sender) AND #status = :active AND",
    ),
    inBooking(
      'no account goes below zero',
      'AND #balance >= :amount',
      'AND (#balance >= :amount OR #balance < :amount)',
    ),
    inBooking(
      'a frozen account gives nothing',
      '#status = :active AND #currency = :currency AND #balance >=',
      '(#status = :active OR #status <> :active) AND #currency = :currency AND #balance >=',
    ),
    inBooking(
      'money keeps its currency when it leaves',
      '#currency = :currency AND #balance >=',
      '(#currency = :currency OR #currency <> :currency) AND #balance >=',
    ),
    inBooking(
      'money keeps its currency when it arrives',
      "'#status = :active AND #currency = :currency AND #balance <= :ceiling'",
      "'#status = :active AND (#currency = :currency OR #currency <> :currency) AND #balance <= :ceiling'",
    ),
    inBooking(
      'a frozen account takes nothing',
      "ConditionExpression: '#status = :active AND #currency = :currency AND #balance <= :ceiling'",
      "ConditionExpression: '(#status = :active OR #status <> :active) AND #currency = :currency AND #balance <= :ceiling'",
    ),
    inBooking('no balance exceeds what JSON can tell', 'N(highestBalance - amount)', 'N(highestBalance)'),
    inBooking(
      'what leaves one account arrives at the other',
      "UpdateExpression: 'SET #balance = #balance + :amount ADD",
      "UpdateExpression: 'SET #balance = #balance + :amount + :amount ADD",
    ),
    inBooking('both sides of a transfer are written down', '    put(entryItem(to, entry(amount, from))),\n', ''),
    inBooking(
      'a request is written down with the money that it moves',
      '.concat(put(transferItem(transfer)), put(requestItem(order, transfer)))',
      '.concat(put(transferItem(transfer)))',
    ),
    inBooking(
      'nothing is written over',
      "TableName: ledgerTable(), Item: item, ConditionExpression: 'attribute_not_exists(pk)'",
      'TableName: ledgerTable(), Item: item',
    ),
    inBooking('a request is remembered for a week', '7 * 24 * 3_600', '3_600'),
    inLedger(
      'an idempotency key belongs to whoever sent it',
      'ledger/keys.ts',
      'key(`REQUEST#${sender}#${idempotencyKey}`)',
      "key(`REQUEST#${sender === '' ? '' : 'anyone'}#${idempotencyKey}`)",
    ),
    inLedger(
      'an idempotency key is not used for another request',
      'ledger/book-transfer.ts',
      "text(request, 'fingerprint') !== order.fingerprint",
      'false',
    ),
    inLedger(
      'a repeated request is answered as it was',
      'ledger/book-transfer.ts',
      '(await earlierBooking(order, signal)) ?? (await whyRefused(order, approval, signal))',
      'await whyRefused(order, approval, signal)',
    ),
    inLedger(
      'money does not move in a circle',
      'ledger/book-transfer.ts',
      "  if (order.from === order.to) return { refused: 'same-account' };\n",
      '',
    ),
    inLedger(
      "another's account is refused like none",
      'ledger/refusal.ts',
      'source === undefined || ownerOf(source) !== sender',
      'source === undefined',
    ),
    inLedger(
      'an account is read by its owner only',
      'ledger/load.ts',
      'seal(keepersOf(item), { account: toAccount(item)',
      'seal({ owners: { includes: () => true } as unknown as string[] }, { account: toAccount(item)',
    ),
    inLedger(
      'a transfer is read by its two sides only',
      'ledger/load.ts',
      "Promise.all(['from', 'to'].map((side)",
      "Promise.all(['from', 'from'].map((side)",
    ),
    inLedger(
      'a statement is read by the owner of its account',
      'transactions/list/handler.ts',
      "const { accountId } = principal.open(await loadAccount(path.accountId, signal), 'read');",
      'const { accountId } = path;',
    ),
    inLedger(
      'a customer has twenty accounts at most',
      'ledger/open-account.ts',
      "ConditionExpression: 'attribute_not_exists(#accounts) OR #accounts < :most'",
      "ConditionExpression: 'attribute_not_exists(#accounts) OR #accounts < :most OR #accounts >= :most'",
    ),
    inLedger(
      'a cursor belongs to its list',
      'cursor.ts',
      'digest === tie(list, lastId) ? lastId : undefined',
      'digest === undefined ? undefined : lastId',
      'test/lambdas/cursor.test.ts',
    ),
    inLedger(
      'nobody guesses an id',
      'ledger/new-id.ts',
      "randomBytes(10).toString('hex')",
      "Buffer.alloc(10).toString('hex')",
      'test/lambdas/ledger/new-id.test.ts',
    ),
    inLedger(
      'a revoked partner key is refused',
      'issued/issued-item.ts',
      "item['status']?.S === 'active' ? 'active' : 'revoked'",
      "'active'",
      'test/lambdas/authorizers/api-key.test.ts',
    ),
    inLedger(
      'a partner key without an end is refused',
      'issued/issued-item.ts',
      "Number(item['expiresAtSeconds']?.N)",
      "Number(item['expiresAtSeconds']?.N ?? 9e15)",
      'test/lambdas/authorizers/api-key.test.ts',
    ),
    inLedger(
      'a group that is no role gets no scope',
      'triggers/pre-token-generation/handler.ts',
      'scopes.get(group) ?? []',
      "scopes.get(group) ?? scopes.get('customer') ?? []",
      'test/lambdas/triggers/pre-token-generation.test.ts',
    ),
    inLedger(
      'an access token of the bank does not change its user',
      'triggers/pre-token-generation/handler.ts',
      'accessTokenGeneration: { scopesToAdd, scopesToSuppress }',
      'accessTokenGeneration: { scopesToAdd }',
      'test/lambdas/triggers/pre-token-generation.test.ts',
    ),
    inLedger(
      'an operator gets no scope over money',
      'triggers/pre-token-generation/scopes-of-groups.constant.ts',
      'permission !== undefined && permissions.includes(permission)',
      'permission !== undefined && permissions.length > 0',
      'test/lambdas/triggers/pre-token-generation.test.ts',
    ),
    inLedger(
      'users are given the scopes of every endpoint that takes their token',
      'triggers/pre-token-generation/scopes-of-groups.constant.ts',
      'flatMap(({ access }) => tokenScopesOf(access))',
      "flatMap(({ access }) => (access.kind === 'bearer' ? access.scopes : []))",
      'test/lambdas/triggers/scopes-through-the-pool.test.ts',
    ),
    inLedger(
      'tokens that cannot carry scopes are not issued',
      'triggers/pre-token-generation/handler.ts',
      "  if (!version.startsWith('2')) throw new Error('the trigger needs events of version V2_0');\n",
      '',
      'test/lambdas/triggers/pre-token-generation.test.ts',
    ),
    inLedger(
      'operators have no way to the money of customers',
      'api.ts',
      "      'api-keys:issue',\n",
      "      'api-keys:issue',\n      'accounts:read',\n",
      'test/lambdas/contracts.test.ts',
    ),
    inLedger(
      'money moves with an idempotency key only',
      'transfers/create/contract.ts',
      "  idempotency: 'required',\n",
      '',
      'test/lambdas/contracts.test.ts',
    ),
    inLedger(
      'a condition that does not hold is not tried again',
      'transact.ts',
      '      if (isConditionFailed(error)) return false;\n',
      '',
      'test/lambdas/transact.test.ts',
    ),
  ],
};

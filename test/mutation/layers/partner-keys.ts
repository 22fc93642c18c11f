import type { Layer, Mutation } from '../mutation.ts';

const turned = (control: string, file: string, find: string, replace: string, seenBy: string): Mutation => ({
  control,
  how: { kind: 'source', file, find, replace },
  seenBy: [seenBy],
});

const lifetimes = 'test/lambdas/api-keys/lifetimes.test.ts';
const endpoints = 'test/lambdas/api-keys/endpoints.test.ts';
const command = 'test/local/dev/keys-command.test.ts';

/** The keys of partners: who issues them, how long they work, and what becomes of them. */
export const partnerKeys: Layer = {
  name: 'partner keys',
  mutations: [
    {
      control: 'a client has a bucket of its own',
      how: {
        kind: 'source',
        file: 'lambdas/authorizers/metered.ts',
        find: 'createAuthorizer(scheme, { limit })',
        replace: 'createAuthorizer(scheme, limit === undefined ? { limit } : {})',
      },
      seenBy: ['test/lambdas/authorizers/api-key.test.ts'],
    },
    {
      control: 'a report of leaked keys is signed by the scanner',
      how: {
        kind: 'source',
        file: 'lambdas/secret-scanning/report/handler.ts',
        find: "  if (!isFromScanner(report, await scannerKeys(report.keyId))) throw refuse('not-the-scanner');\n",
        replace: '  isFromScanner(report, await scannerKeys(report.keyId));\n',
      },
      seenBy: ['test/lambdas/secret-scanning/report.test.ts'],
    },
    {
      control: 'who knows the id of a key cannot have it revoked',
      how: {
        kind: 'source',
        file: 'lambdas/secret-scanning/judge-leak.ts',
        find: ' || !matchesRecord(apiKey, record, await peppers(record?.pepperVersion))',
        replace: ' || record === undefined || !(await peppers())',
      },
      seenBy: ['test/lambdas/secret-scanning/report.test.ts'],
    },
    {
      control: 'a report is judged by the bytes that were signed',
      how: {
        kind: 'source',
        file: 'lib/handler/leak-report/verify-leak-report.ts',
        find: "key !== undefined && verify('sha256', body, key, Buffer.from(signature, 'base64'))",
        replace: "key !== undefined && signature !== ''",
      },
      seenBy: ['test/handler/leak-report/verify-leak-report.test.ts'],
    },
    turned(
      'a rotated key is replaced once, whoever rotates at the same time',
      'lambdas/api-keys/rotate-key.ts',
      'attribute_not_exists(replacedBy) AND #status = :active AND expiresAtSeconds = :seen',
      '#status = :active AND expiresAtSeconds >= :end AND expiresAtSeconds <> :successor AND :seen = :seen',
      lifetimes,
    ),
    turned(
      'the key before the old one ends at once',
      'lambdas/api-keys/rotate-key.ts',
      '[end(before, nowSeconds)]',
      '[]',
      lifetimes,
    ),
    turned(
      'a rotated key works until the overlap ends and no longer',
      'lambdas/api-keys/rotate-key.ts',
      'replace(old, issued.facts.keyId, predecessorExpiresAtSeconds)',
      'replace(old, issued.facts.keyId, old.expiresAtSeconds)',
      lifetimes,
    ),
    turned(
      'rotation never extends life',
      'lib/handler/api-key/rotate-api-key.ts',
      'Math.min(key.expiresAtSeconds, Math.floor(nowSeconds) + graceSeconds)',
      'Math.floor(nowSeconds) + graceSeconds',
      lifetimes,
    ),
    turned(
      'no key works for ever',
      'lambdas/schemas.ts',
      'expiresInDays: z.int().min(1).max(365)',
      'expiresInDays: z.int().min(1)',
      endpoints,
    ),
    turned(
      'a key has no role of people',
      'lambdas/schemas.ts',
      "export const KeyRole = z.enum(['partner']);",
      "export const KeyRole = z.enum(['partner', 'operator']);",
      endpoints,
    ),
    turned(
      'a key is not bound to a block that holds no address',
      'lambdas/api-keys/issue/handler.ts',
      "  if (faults.length > 0) throw refuse('invalid-request', faults);\n",
      '',
      endpoints,
    ),
    turned(
      'who revoked a key first stays on record',
      'lambdas/issued/revoke-issued.ts',
      'if_not_exists(revokedBy, :by)',
      ':by',
      endpoints,
    ),
    turned(
      'the list of keys holds no hash',
      'lib/constructs/api-key-table.ts',
      'const LISTED = [\n',
      "const LISTED = [\n  'hash',\n",
      'test/constructs/data.test.ts',
    ),
    turned(
      'whoever may note the use of a key may change nothing else of it',
      'lib/constructs/api-key-table.ts',
      "this.grantTouching(verifier, 'dynamodb:UpdateItem', ['lastUsedAtSeconds']);",
      "this.grant(verifier, ['dynamodb:UpdateItem']);",
      'test/constructs/data.test.ts',
    ),
    turned(
      'a note that is late or fails costs no request',
      'lib/handler/api-key/note-use.ts',
      'await Promise.race([note(keyId, nowSeconds, end.signal), gaveUp]);',
      'await note(keyId, nowSeconds, end.signal);',
      'test/handler/api-key/note-use.test.ts',
    ),
    turned(
      'many instances note a use once in five minutes',
      'lambdas/api-keys/note-use.ts',
      "'attribute_exists(keyId) AND (attribute_not_exists(lastUsedAtSeconds) OR lastUsedAtSeconds <= :before)'",
      "'attribute_exists(keyId) OR lastUsedAtSeconds <= :before'",
      'test/lambdas/api-keys/lookup.test.ts',
    ),
    turned(
      'portcullis keys sends a token over TLS only',
      'lib/local/dev/call-api.ts',
      "if (url?.protocol !== 'https:')",
      'if (url === null)',
      command,
    ),
    turned(
      'portcullis keys sends a token and no other header with it',
      'lib/local/dev/operator-token.ts',
      'if (!TOKEN.test(token))',
      "if (!TOKEN.test('token'))",
      command,
    ),
    turned(
      'portcullis keys does not repeat a key that was typed by mistake',
      'lib/local/dev/keys-options.ts',
      "    ? ' A whole key was given: your shell may remember it, so rotate it by its id.'\n",
      '    ? ` A whole key was given: ${keyId}`\n',
      command,
    ),
  ],
};

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type BundledHandler, bundle, handlersIn } from '../../../lib/constructs/bundling/index.ts';
import { contract, handler, temporaryFolder, tree } from './tree.ts';

const root = tree({
  'notes/write/contract.ts': contract(
    'writeNote',
    '/notes',
    'z.strictObject({ text: z.string().max(9), at: z.coerce.number().default(1), link: z.url().optional() })',
    "console.log('a contract that prints');",
  ),
  'notes/write/handler.ts': handler('writeNote'),
  'notes/check/contract.ts': contract(
    'checkNote',
    '/checks',
    'z.strictObject({ odd: z.int().refine((n) => n % 2 === 1) })',
  ),
  'notes/check/handler.ts': handler('checkNote'),
  'notes/words/contract.ts': contract(
    'words',
    '/words',
    "z.strictObject({ text: z.string().regex(/^a$/, 'An a, please') })",
  ),
  'notes/words/handler.ts': handler('words'),
  'notes/copy/contract.ts': contract('copyNote', '/copies', 'z.strictObject({})'),
  'notes/copy/handler.ts': `${handler('copyNote')}
    import { writeNote } from '../write/contract.ts';
    export const other = writeNote.path;`,
  'authorizers/key/handler.ts': `
    import { facts } from './facts.constant.ts';
    import legacy from './legacy.cjs';
    export const handler = async () => ({ facts, legacy });`,
  'authorizers/key/facts.constant.ts': "export const facts = { route: '/notes', made: [1, 2].map((n) => n * 21) };",
  'authorizers/key/legacy.cjs': "module.exports = { separator: require('node:path').posix.sep };",
});
const folder = temporaryFolder();
const { handlers } = bundle(handlersIn(root), { folder });

function bundled(id: string): BundledHandler {
  const found = handlers.find((each) => each.id === id);
  assert.ok(found, `${id} among ${handlers.map((each) => each.id)}`);
  return found;
}

const moduleOf = (id: string) => import(join(bundled(id).folder, 'index.mjs'));
const textOf = (id: string) => readFileSync(join(bundled(id).folder, 'index.mjs'), 'utf8');
const explainingTextOf = (id: string) => readFileSync(join(bundled(id).folder, 'explain.mjs'), 'utf8');
const bytesOf = (each: BundledHandler) =>
  readdirSync(each.folder).map((name) => [each.id, name, readFileSync(join(each.folder, name), 'utf8')]);

describe('bundle', () => {
  it('names endpoints by their id, and authorizers by their folder', () => {
    assert.deepEqual(
      handlers.map(({ id, kind, source }) => [id, kind, source]),
      [
        ['key', 'authorizer', 'authorizers/key/handler.ts'],
        ['post-checks', 'endpoint', 'notes/check/handler.ts'],
        ['post-copies', 'endpoint', 'notes/copy/handler.ts'],
        ['post-words', 'endpoint', 'notes/words/handler.ts'],
        ['post-notes', 'endpoint', 'notes/write/handler.ts'],
      ],
    );
  });

  it('gives each function a folder with its modules and nothing else', () => {
    assert.deepEqual(readdirSync(bundled('key').folder), ['index.mjs']);
    assert.deepEqual(readdirSync(bundled('post-notes').folder), ['explain.mjs', 'index.mjs']);
  });

  it('keeps source maps out of the function, which does not mention them', () => {
    assert.deepEqual(readdirSync(bundled('key').sourceMaps), ['index.mjs.map']);
    assert.doesNotMatch(textOf('post-notes'), /sourceMappingURL/);
  });

  it('makes functions that validate and explain without zod', async () => {
    assert.doesNotMatch(textOf('post-notes') + explainingTextOf('post-notes'), /ZodError/);
    assert.ok(textOf('post-notes').length < 6_000, String(textOf('post-notes').length));
    const { handler } = await moduleOf('post-notes');
    assert.deepEqual(await handler({ text: 'hello' }), { value: { text: 'hello', at: 1 } });
    const { faults } = await handler({ text: 'much too long', link: 'no', extra: 1 });
    assert.deepEqual(faults.map((fault: { pointer: string }) => fault.pointer).toSorted(), [
      '/extra',
      '/link',
      '/text',
    ]);
  });

  it('lists what it could not compile, and lets zod check it', async () => {
    assert.deepEqual(bundled('post-notes').fallbacks, []);
    assert.deepEqual(bundled('post-checks').fallbacks, [
      { endpoint: 'post-checks', part: 'request.body', because: 'a refinement, a transform or another callback' },
    ]);
    const { handler } = await moduleOf('post-checks');
    assert.deepEqual(await handler({ odd: 3 }), { value: { odd: 3 } });
    assert.equal((await handler({ odd: 4 })).faults[0].pointer, '/odd');
  });

  it('lists what only zod can explain, and loads zod at the first refusal', async () => {
    assert.deepEqual(bundled('post-words').fallbacks, [
      { endpoint: 'post-words', part: 'request.body', because: "the author's own message" },
    ]);
    assert.doesNotMatch(textOf('post-words'), /ZodError/);
    const { handler } = await moduleOf('post-words');
    assert.deepEqual(await handler({ text: 'a' }), { value: { text: 'a' } });
    assert.deepEqual((await handler({ text: 'b' })).faults, [{ pointer: '/text', detail: 'An a, please' }]);
  });

  it('compiles the contract of another endpoint where a handler imports it', async () => {
    assert.equal((await moduleOf('post-copies')).other, '/notes');
    assert.doesNotMatch(textOf('post-copies'), /ZodError/);
  });

  it('evaluates constant modules at bundling', async () => {
    const { handler } = await moduleOf('key');
    assert.deepEqual((await handler()).facts, { route: '/notes', made: [21, 42] });
    assert.doesNotMatch(textOf('key'), /\.map\(/);
  });

  it('lets a CommonJS dependency require a module of Node, and leaves other functions without require', async () => {
    const { handler } = await moduleOf('key');
    assert.equal((await handler()).legacy.separator, '/');
    assert.doesNotMatch(textOf('post-notes'), /createRequire/);
    const map = JSON.parse(readFileSync(join(bundled('key').sourceMaps, 'index.mjs.map'), 'utf8'));
    assert.match(map.mappings, /^;/);
  });

  it('writes the same bytes again, from another working folder and another place', () => {
    const elsewhere = join(temporaryFolder(), 'copy');
    cpSync(join(root, '..'), elsewhere, { recursive: true, verbatimSymlinks: true });
    const before = process.cwd();
    process.chdir(elsewhere);
    try {
      const again = bundle(handlersIn('lambdas'), { folder: temporaryFolder() });
      assert.deepEqual(again.handlers.flatMap(bytesOf), handlers.flatMap(bytesOf));
    } finally {
      process.chdir(before);
    }
  });
});

import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { contract, handler, temporaryFolder, tree } from './tree.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The two rooms as `npm run build` leaves them: JavaScript whose imports end in `.js`. */
function builtPackage(): string {
  const dist = temporaryFolder();
  writeFileSync(join(dist, 'package.json'), '{"type":"module","sideEffects":false}');
  symlinkSync(join(repository, 'node_modules'), join(dist, 'node_modules'));
  for (const file of globSync('lib/{contract,constructs/bundling}/**/*.ts', { cwd: repository })) {
    const { code } = transformSync(readFileSync(join(repository, file), 'utf8'), { loader: 'ts', target: 'node24' });
    const target = join(dist, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code.replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
  }
  return dist;
}

describe('the built package', () => {
  it('bundles handlers as the sources do', async () => {
    const { bundle, handlersIn } = await import(
      pathToFileURL(join(builtPackage(), 'lib/constructs/bundling/index.js')).href
    );
    const root = tree({
      'a/write/contract.ts': contract('write', '/a', 'z.strictObject({ text: z.string().max(3) })'),
      'a/write/handler.ts': handler('write'),
    });
    const { handlers } = bundle(handlersIn(root), { folder: temporaryFolder() });
    const { handler: write } = await import(join(handlers[0].folder, 'index.mjs'));
    assert.deepEqual(await write({ text: 'abc' }), { value: { text: 'abc' } });
    assert.equal((await write({ text: 'long' })).faults[0].pointer, '/text');
  });
});

/**
 * Compiles every TypeScript block of README.md and docs/: `npm run check:docs`. Fails when there is none.
 * A block whose first line is a comment with a path stands at that path, so that the blocks of one page can import
 * each other; `portcullis/…` and `lib/` are this checkout's.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'node_modules', '.cache', 'portcullis-docs');
rmSync(folder, { recursive: true, force: true });

const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
const blocks = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text = ''], index) => ({
    page: join(folder, page.replaceAll(/\W+/g, '-')),
    file: /^\/\/ (\S+\.ts)\n/.exec(text)?.[1] ?? `block-${index + 1}.ts`,
    text,
  })),
);
if (blocks.length === 0) {
  console.error('no block of TypeScript was seen');
  process.exit(1);
}
for (const { page, file, text } of blocks) {
  mkdirSync(dirname(join(page, file)), { recursive: true });
  writeFileSync(join(page, file), `${text}\nexport {};\n`);
}
for (const page of new Set(blocks.map((block) => block.page))) symlinkSync(join(root, 'lib'), join(page, 'lib'));

writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      typeRoots: [join(root, 'node_modules', '@types')],
      paths: { 'portcullis/*': [join(root, 'lib', '*', 'index.ts')] },
    },
    include: ['*/*.ts', '*/lambdas/**/*.ts'],
    exclude: [],
  }),
);
const { status } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['--project', folder], {
  cwd: root,
  stdio: 'inherit',
});
console.log(`${blocks.length} blocks of ${pages.length} pages ${status === 0 ? 'compile' : 'do not compile'}`);
process.exitCode = status ?? 1;

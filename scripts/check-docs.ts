/** Compiles every TypeScript block of README.md and docs/: `npm run check:docs`. Fails when there is none. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'node_modules', '.cache', 'portcullis-docs');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
const blocks = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match, index) => ({
    name: `${page.replaceAll(/\W+/g, '-')}-${index + 1}.ts`,
    text: match[1] ?? '',
  })),
);
if (blocks.length === 0) {
  console.error('no block of TypeScript was seen');
  process.exit(1);
}
for (const { name, text } of blocks) writeFileSync(join(folder, name), `${text}\nexport {};\n`);
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      types: ['node'],
      typeRoots: [join(root, 'node_modules', '@types')],
      paths: { 'portcullis/*': [join(root, 'lib', '*', 'index.ts')] },
    },
    include: ['*.ts'],
    exclude: [],
  }),
);
const { status } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['--project', folder], {
  cwd: root,
  stdio: 'inherit',
});
console.log(`${blocks.length} blocks of ${pages.length} pages ${status === 0 ? 'compile' : 'do not compile'}`);
process.exitCode = status ?? 1;

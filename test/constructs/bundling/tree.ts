import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
export const contractRoom = join(repository, 'lib/contract/index.ts');

/** A temporary folder, removed when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bundling-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder of handlers, by relative path to source, with the packages of this repository. */
export function tree(files: Readonly<Record<string, string>>): string {
  const project = temporaryFolder();
  symlinkSync(join(repository, 'node_modules'), join(project, 'node_modules'));
  const root = join(project, 'lambdas');
  for (const [path, source] of Object.entries({
    '../package.json': '{"type":"module","sideEffects":false}',
    ...files,
  })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return root;
}

/** A contract for `POST <path>` with the schema of its body. */
export const contract = (name: string, path: string, body: string, extra = ''): string => `
import * as z from 'zod';
import { endpoint, publicAccess } from '${contractRoom}';
${extra}
export const ${name} = endpoint({
  route: 'POST ${path}',
  summary: 'Test',
  access: publicAccess({ because: 'this is only a test' }),
  effect: 'changes',
  request: { body: ${body} },
  responses: { 200: z.strictObject({ ok: z.boolean() }) },
});
`;

/** A handler that answers what its contract makes of a body: the parsed value, or the pointers of its faults. */
export const handler = (name: string, from = './contract.ts'): string => `
import { INVALID } from '${contractRoom}';
import { ${name} } from '${from}';
export const handler = async (body: unknown) => {
  const validator = ${name}.validators.request.body;
  const value = validator?.parse(body);
  return value === INVALID ? { faults: await validator?.explain(body) } : { value };
};
`;

import type { OutputFile } from './store.ts';

/** Gives an ES module the `require` of CommonJS, on a line of its own. */
const prelude =
  'import{createRequire as portcullisRequire}from"node:module";const require=portcullisRequire(import.meta.url);\n';

/** What esbuild writes where a bundled CommonJS module requires a module of Node: it throws unless `require` exists. */
const shim = 'Dynamic require of "';

/** The outputs of one handler; a module that needs `require` gets it, and its source map moves down by that line. */
export function withRequire(files: readonly OutputFile[]): readonly OutputFile[] {
  const needy = new Set(files.filter(needsRequire).map(({ name }) => name));
  return files.map(({ name, contents }) => {
    if (needy.has(name)) return { name, contents: Buffer.concat([Buffer.from(prelude), contents]) };
    if (needy.has(name.replace(/\.map$/, ''))) return { name, contents: moveDown(contents) };
    return { name, contents };
  });
}

const needsRequire = ({ name, contents }: OutputFile) => name.endsWith('.mjs') && Buffer.from(contents).includes(shim);

/** In a source map's mappings (ECMA-426) each `;` ends a line of the generated module. */
function moveDown(contents: Uint8Array): Uint8Array {
  const map = JSON.parse(Buffer.from(contents).toString('utf8'));
  return Buffer.from(JSON.stringify({ ...map, mappings: `;${map.mappings}` }));
}

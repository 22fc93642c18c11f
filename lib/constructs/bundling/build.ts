import { basename, dirname } from 'node:path';
import * as esbuild from 'esbuild';
import type { BuildRequest, BundledHandler } from './bundle.ts';
import { compilePlugin, explainEntry } from './compile-plugin.ts';
import { type Contracts, loadContracts } from './contracts.ts';
import { credentialsPlugin } from './credentials-plugin.ts';
import { BundlingError, type HandlerFile } from './handlers-in.ts';
import { store } from './store.ts';
import { withRequire } from './with-require.ts';

/** A handler with the name of its folder in the output. */
interface Entry {
  readonly id: string;
  readonly file: HandlerFile;
}

/** The one esbuild call. @throws BundlingError */
export async function build({ source, folder }: BuildRequest): Promise<readonly BundledHandler[]> {
  const contracts = await loadContracts(source);
  const entries = entriesOf(source.files, contracts);
  const { metafile, outputFiles } = await run(source.root, entries, contracts);
  return entries.map(({ id, file }) => {
    assertExportsHandler(id, file, metafile);
    const outputs = outputFiles
      .filter(({ path }) => basename(dirname(path)) === id)
      .map(({ path, contents }) => ({ name: basename(path), contents }));
    return {
      id,
      kind: file.kind,
      source: `${file.folder}/handler.ts`,
      fallbacks: contracts.get(file.contract ?? '')?.fallbacks ?? [],
      ...store(folder, id, withRequire(outputs)),
    };
  });
}

/** @throws BundlingError for a module that Lambda could load but not call. */
function assertExportsHandler(id: string, { folder }: HandlerFile, { outputs }: esbuild.Metafile): void {
  const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(`/${id}/index.mjs`)) ?? [];
  if (output?.exports.includes('handler') === true) return;
  throw new BundlingError(`${folder}/handler.ts: does not export a handler named 'handler'`);
}

async function run(root: string, entries: readonly Entry[], contracts: Contracts) {
  try {
    return await esbuild.build({
      absWorkingDir: root,
      entryPoints: entries.flatMap(({ id, file }) => [
        { in: file.handler, out: `${id}/index` },
        ...(file.contract === undefined ? [] : [{ in: explainEntry(file.folder), out: `${id}/explain` }]),
      ]),
      outdir: 'portcullis-out',
      outExtension: { '.js': '.mjs' },
      write: false,
      metafile: true,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      minify: true,
      legalComments: 'none',
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [compilePlugin(root, contracts), credentialsPlugin],
    });
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new BundlingError((await esbuild.formatMessages(error.errors, { kind: 'error' })).join('').trim());
  }
}

// esbuild rejects with its BuildFailure, an Error that carries the list of messages.
const isBuildFailure = (error: unknown): error is esbuild.BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);

/** @throws BundlingError when two handlers would have one id. */
function entriesOf(files: readonly HandlerFile[], contracts: Contracts): readonly Entry[] {
  const owners = new Map<string, string>();
  return files.map((file) => {
    const id = contracts.get(file.contract ?? '')?.endpoint.id ?? basename(file.folder);
    const other = owners.get(id);
    if (other !== undefined) throw new BundlingError(`${file.folder}: has the id '${id}', which ${other} has too`);
    owners.set(id, file.folder);
    return { id, file };
  });
}

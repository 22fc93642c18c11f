import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { constantModule } from './constant-module.ts';
import { type Contracts, specifiers } from './contracts.ts';

/** Marks a contract as its author wrote it, beside the compiled one of the same path. */
const original = '?original';
const explainNamespace = 'portcullis-explain';

/** Entry point of the explaining half of the contract in a folder. */
export const explainEntry = (folder: string): string => `portcullis:explain/${folder}`;

/**
 * Puts the compiled contract where a handler imports the contract, gives each endpoint its explaining module, and
 * evaluates modules named `*.constant.ts` at bundling.
 */
export function compilePlugin(root: string, contracts: Contracts): Plugin {
  return {
    name: 'portcullis',
    setup({ onLoad, onResolve }) {
      onLoad({ filter: /[\\/]contract\.ts$/, namespace: 'file' }, ({ path, suffix }) => {
        const contract = suffix === original ? undefined : contracts.get(path);
        return contract && { contents: contract.checking, loader: 'js', resolveDir: dirname(path) };
      });
      onLoad({ filter: /\.constant\.ts$/, namespace: 'file' }, async ({ path }) => ({
        contents: constantModule(relative(root, path), await import(pathToFileURL(path).href)),
        loader: 'js',
      }));
      onLoad({ filter: /./, namespace: explainNamespace }, ({ path }) => ({
        contents: contracts.get(path)?.explaining ?? '',
        loader: 'js',
        resolveDir: dirname(path),
      }));
      onResolve({ filter: /^portcullis:explain\// }, ({ path }) => ({
        path: join(root, path.slice(explainEntry('').length), 'contract.ts'),
        namespace: explainNamespace,
      }));
      onResolve({ filter: exactly(specifiers.original) }, ({ importer }) => ({
        path: importer,
        suffix: original,
        namespace: 'file',
      }));
      onResolve({ filter: exactly(specifiers.explainer) }, () => ({ path: explainer, sideEffects: false }));
      onResolve({ filter: exactly(specifiers.explain) }, ({ importer, path }) =>
        contracts.has(importer) ? { path, external: true } : undefined,
      );
      // zod does not export this module by name, and the index which does would bring all of its neighbours.
      onResolve({ filter: exactly('zod/v4/core/util.js') }, ({ resolveDir }) => ({
        path: join(dirname(createRequire(join(resolveDir, 'contract.ts')).resolve('zod/v4/core')), 'util.js'),
        sideEffects: false,
      }));
    },
  };
}

const exactly = (specifier: string) => new RegExp(`^${specifier.replaceAll(/[./]/g, '\\$&')}$`);

const explainer = fileURLToPath(
  new URL(`../../contract/explainer${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

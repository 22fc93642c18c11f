import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Fallback } from '../../contract/index.ts';
import { BundlingError, type HandlerKind, type HandlerSource } from './handlers-in.ts';
import { loaderOptions } from './loader-options.ts';

/** One handler, ready to be deployed. */
export interface BundledHandler {
  /** The endpoint's id, or the name of the folder of an authorizer or trigger. */
  readonly id: string;
  readonly kind: HandlerKind;
  /** Absolute path of the folder to deploy. Its `index.mjs` exports `handler`; the source map is not in it. */
  readonly folder: string;
  /** Absolute path of the folder with the source maps. */
  readonly sourceMaps: string;
  /** What the handler was made of, as it stands in error messages: `transfers/create/handler.ts`. */
  readonly source: string;
  /** Schemas that stay with zod, so that the function carries it. */
  readonly fallbacks: readonly Fallback[];
}

/** Every handler of a folder, each in a folder of its own. */
export interface BundledHandlers {
  readonly handlers: readonly BundledHandler[];
}

export interface BundleOptions {
  /**
   * Folder that receives one folder a handler, named for its id and the hash of its bytes.
   * @default `portcullis-bundles` in the folder for temporary files
   */
  readonly folder?: string;
}

/** What the build process is told, on its standard input. */
export interface BuildRequest {
  readonly source: HandlerSource;
  readonly folder: string;
}

/** What the build process answers, on its standard output. */
export type BuildAnswer = { readonly handlers: readonly BundledHandler[] } | { readonly refused: string };

/**
 * Bundles every handler of a tree by one esbuild call: ES modules for Node 24, minified, with compiled contracts, equal
 * bytes for equal sources. Synchronous, as the construction of a CDK app is: esbuild's plugins are not, so the work is
 * done by a child process.
 *
 * @throws BundlingError with the file and line that esbuild names, or the handler that breaks a rule of the tree.
 */
export function bundle(source: HandlerSource, { folder = defaultFolder() }: BundleOptions = {}): BundledHandlers {
  const request: BuildRequest = { source, folder };
  const child = spawnSync(process.execPath, [...loaderOptions(process.execArgv), buildProcess()], {
    input: JSON.stringify(request),
    // esbuild is a Go program that lives for one build: collecting its garbage is a third of its time.
    env: { ...process.env, GOGC: 'off', GOMEMLIMIT: '768MiB' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (child.error !== undefined) throw new BundlingError('the build process did not start', { cause: child.error });
  if (child.status !== 0) throw new BundlingError(`the build process failed:\n${child.stderr.trim()}`);
  // The build process is this room's own and writes exactly one answer.
  const answer = JSON.parse(child.stdout) as BuildAnswer;
  if ('refused' in answer) throw new BundlingError(answer.refused);
  return answer;
}

const defaultFolder = () => `${tmpdir()}/portcullis-bundles`;

/** The sibling module, as source or as built. */
const buildProcess = () =>
  fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? './build-process.ts' : './build-process.js', import.meta.url),
  );

import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileEndpoints, type Endpoint, type Fallback } from '../../contract/index.ts';
import { BundlingError, type HandlerSource } from './handlers-in.ts';

/** A contract module, loaded and compiled. */
export interface Contract {
  readonly endpoint: Endpoint;
  /** The module that takes its place in the bundle, and the one that explains what it refuses. */
  readonly checking: string;
  readonly explaining: string;
  readonly fallbacks: readonly Fallback[];
}

/** By absolute path of the contract. */
export type Contracts = ReadonlyMap<string, Contract>;

/** Names that only the plugin resolves. */
export const specifiers = {
  original: 'portcullis:original',
  explainer: 'portcullis:explainer',
  explain: './explain.mjs',
} as const;

/** @throws BundlingError naming the contract that cannot be loaded, or declares no endpoint or several. */
export async function loadContracts({ root, files }: HandlerSource): Promise<Contracts> {
  const paths = files.flatMap(({ contract }) => contract ?? []);
  return new Map(await Promise.all(paths.map(async (path) => [path, await loadContract(root, path)] as const)));
}

async function loadContract(root: string, path: string): Promise<Contract> {
  const name = relative(root, path);
  const exports = await load(name, path);
  const { endpoints, ...compiled } = compileEndpoints(exports, specifiers);
  const [only, ...others] = Object.entries(endpoints);
  if (only === undefined) throw new BundlingError(`${name}: exports no endpoint`);
  if (others.length > 0) {
    throw new BundlingError(`${name}: exports ${others.length + 1} endpoints; a handler serves exactly one`);
  }
  const [, endpoint] = only;
  return { endpoint, ...compiled };
}

async function load(name: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new BundlingError(`${name}: ${reason}`, { cause: error });
  }
}

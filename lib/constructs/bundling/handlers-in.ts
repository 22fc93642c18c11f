import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export type HandlerKind = 'endpoint' | 'authorizer' | 'trigger';

/** One `handler.ts`, not yet read. */
export interface HandlerFile {
  /** Absolute path. */
  readonly handler: string;
  /** Absolute path of the contract beside it; authorizers and triggers have none. */
  readonly contract: string | undefined;
  readonly kind: HandlerKind;
  /** Folder relative to the root, with slashes: `transfers/create`. */
  readonly folder: string;
}

/** A folder tree of handlers. */
export interface HandlerSource {
  /** Absolute path. */
  readonly root: string;
  readonly files: readonly HandlerFile[];
}

/** A folder tree, or a handler in it, that cannot be bundled. */
export class BundlingError extends Error {
  override readonly name = 'BundlingError';
}

const kinds: ReadonlyMap<string, HandlerKind> = new Map([
  ['authorizers', 'authorizer'],
  ['triggers', 'trigger'],
]);

/**
 * Finds the handlers under a folder: `<noun>/<verb>/handler.ts` beside its `contract.ts`, and `authorizers/*` and
 * `triggers/*`, which have no contract.
 *
 * @throws BundlingError naming the folder: no handlers, a handler without a contract, a contract without a handler.
 */
export function handlersIn(folder: URL | string): HandlerSource {
  const root = resolve(folder instanceof URL ? fileURLToPath(folder) : folder);
  const find = (name: string) =>
    globSync(`**/${name}`, { cwd: root, exclude: (path) => basename(path) === 'node_modules' })
      .map((file) => join(root, file))
      .sort();
  const files = find('handler.ts').map((handler) => handlerFile(root, handler));
  if (files.length === 0) throw new BundlingError(`${root}: holds no handler.ts`);
  const withHandler = new Set(files.map(({ handler }) => dirname(handler)));
  for (const contract of find('contract.ts')) {
    if (withHandler.has(dirname(contract))) continue;
    throw new BundlingError(`${relative(root, contract)}: there is no handler.ts beside it`);
  }
  return { root, files };
}

function handlerFile(root: string, handler: string): HandlerFile {
  const folder = relative(root, dirname(handler)).split(sep).join('/');
  const contract = join(dirname(handler), 'contract.ts');
  const kind = kinds.get(folder.split('/')[0] ?? '') ?? 'endpoint';
  const hasContract = existsSync(contract);
  if (kind === 'endpoint' && !hasContract)
    throw new BundlingError(`${folder}/handler.ts: there is no contract.ts beside it`);
  if (kind !== 'endpoint' && hasContract) throw new BundlingError(`${folder}/contract.ts: an ${kind} has no contract`);
  return { handler, contract: hasContract ? contract : undefined, kind, folder };
}

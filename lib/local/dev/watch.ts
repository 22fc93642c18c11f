import { existsSync, type FSWatcher, lstatSync, readdirSync, watch } from 'node:fs';
import { join, sep } from 'node:path';

const IGNORED = new Set(['node_modules', 'cdk.out', 'dist', 'test', 'docs', 'bench']);
const SOURCE = /\.(?:ts|mts|js|mjs|json)$/;
/** Editors write a file in several steps; changes closer together than this are one. */
const SETTLE_MILLIS = 120;

/**
 * Calls back, once for a burst of changes, when a source file below the folder changed.
 *
 * Every folder has a watcher of its own: Node's recursive watch follows files on Linux, and no longer sees one that an
 * editor, or git, replaced by renaming another over it.
 *
 * @param options.except a folder whose files are no sources, beside the usual ones
 * @returns ends the watching
 */
export function watchSources(folder: string, options: { readonly except: string }, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MILLIS);
  };
  const holdsSources = (path: string, name: string) =>
    !IGNORED.has(name) && !name.startsWith('.') && path !== options.except && isFolder(path);

  const forget = (tree: string) => {
    for (const [path, watcher] of watchers) {
      if (path !== tree && !path.startsWith(tree + sep)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  const follow = (path: string) => {
    const watcher = watch(path, (kind, name) => {
      if (name === null || name.startsWith('.')) return;
      const entry = join(path, name);
      if (SOURCE.test(name)) changed();
      else if (kind === 'rename') {
        // A folder came, went, or came again under the same name.
        forget(entry);
        if (holdsSources(entry, name)) {
          followIfThere(entry);
          changed();
        }
      }
    });
    watcher.on('error', () => forget(path));
    watchers.set(path, watcher);
    for (const name of readdirSync(path)) {
      const entry = join(path, name);
      if (holdsSources(entry, name)) followIfThere(entry);
    }
  };
  /** A folder can go while one looks at it; its parent sees it come back. */
  const followIfThere = (path: string) => {
    try {
      follow(path);
    } catch (error) {
      forget(path);
      if (existsSync(path)) throw error;
    }
  };
  follow(folder);
  return () => {
    clearTimeout(timer);
    forget(folder);
  };
}

/** A link to a folder is none: it may lead anywhere, back into this one too. */
const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

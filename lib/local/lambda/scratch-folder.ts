import { lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in for `/tmp` in one execution environment: its own, kept while it is warm. */
export interface ScratchFolder {
  readonly path: string;
  /** How much it holds, in MB as Lambda counts them. */
  megabytes(): number;
  remove(): void;
}

export const makeScratchFolder = (parent: string): ScratchFolder => {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  // What a process may reach is told by real paths.
  const path = realpathSync(mkdtempSync(join(parent, 'tmp-')));
  return {
    path,
    megabytes: () => bytesIn(path) / 2 ** 20,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
};

/** The function writes while this reads: what has gone in between counts for nothing. */
const bytesIn = (folder: string): number => {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      bytes += entry.isDirectory() ? bytesIn(path) : (lstatSync(path, { throwIfNoEntry: false })?.size ?? 0);
    }
  } catch {
    return bytes;
  }
  return bytes;
};

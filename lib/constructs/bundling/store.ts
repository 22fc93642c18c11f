import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface OutputFile {
  readonly name: string;
  readonly contents: Uint8Array;
}

/** The folders of one bundled handler: what is deployed, and its source maps. */
export interface Stored {
  readonly folder: string;
  readonly sourceMaps: string;
}

/**
 * Writes a bundle under a name that holds the hash of its bytes. A folder appears whole or not at all, and is never
 * written twice, so any number of processes may bundle at once.
 */
export function store(parent: string, id: string, files: readonly OutputFile[]): Stored {
  const isMap = ({ name }: OutputFile) => name.endsWith('.map');
  return {
    folder: storeFolder(
      parent,
      id,
      files.filter((file) => !isMap(file)),
    ),
    sourceMaps: storeFolder(parent, `${id}.maps`, files.filter(isMap)),
  };
}

function storeFolder(parent: string, name: string, files: readonly OutputFile[]): string {
  const folder = join(parent, `${name}-${hashOf(files)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  const unfinished = mkdtempSync(join(parent, '.unfinished-'));
  for (const file of files) writeFileSync(join(unfinished, file.name), file.contents);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process was quicker and wrote the same bytes.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function hashOf(files: readonly OutputFile[]): string {
  const hash = createHash('sha256');
  for (const { name, contents } of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(`${name} ${contents.length}\n`).update(contents);
  }
  return hash.digest('hex').slice(0, 16);
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One line of a corpus. */
export interface Case {
  /** Whether it is to be refused. */
  readonly isAttack: boolean;
  /** The folder that it lies in: `sql`, `prose`. */
  readonly group: string;
  /** The file that it stands in, without its ending. */
  readonly source: string;
  readonly payload: string;
}

const labels = new Map([
  ['attacks', true],
  ['harmless', false],
]);

/**
 * Reads `<folder>/attacks/<group>/<source>.txt` and `<folder>/harmless/<group>/<source>.txt`, one payload a line, as it
 * is; lines of a `.url.txt` are URL-encoded. A payload that comes twice in a group counts once; empty lines do not.
 *
 * @throws Error when there is nothing to read, or a folder or file that is none of these
 */
export function readCorpus(folder: string): readonly Case[] {
  const cases = foldersIn(folder).flatMap((label) => {
    const isAttack = labels.get(label);
    if (isAttack === undefined) {
      throw new Error(`${join(folder, label)} is neither 'attacks' nor 'harmless'`);
    }
    return foldersIn(join(folder, label)).flatMap((group) =>
      readGroup(join(folder, label, group), { isAttack, group }),
    );
  });
  if (cases.length === 0) throw new Error(`${folder} has no payload`);
  return cases;
}

function readGroup(folder: string, what: Pick<Case, 'isAttack' | 'group'>): readonly Case[] {
  const seen = new Set<string>();
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      if (!file.endsWith('.txt')) throw new Error(`${join(folder, file)} is no .txt file`);
      const decode = file.endsWith('.url.txt') ? decodeURIComponent : (line: string) => line;
      const source = file.replace(/(?:\.url)?\.txt$/, '');
      return readFileSync(join(folder, file), 'utf8')
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map(decode)
        .filter((payload) => !seen.has(payload) && seen.add(payload))
        .map((payload) => ({ ...what, source, payload }));
    });
}

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort();

import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file that only its owner can read, whole or not at all. */
export const writePrivateFile = (path: string, content: string): void => {
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
};

/**
 * The content of a file that only its owner may read, or undefined when there is none.
 *
 * @throws Error when others may read it: whoever copied the key could stand in for this machine
 */
export const readPrivateFile = (path: string): string | undefined => {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return undefined;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`${path} can be read by other users of this machine; delete it, and a new one is made`);
  }
  return readFileSync(path, 'utf8');
};

/** Appends to a log that only its owner can read, at once, so that a killed process has lost no line. */
export const appendToPrivateFile = (path: string, lines: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  appendFileSync(path, lines, { mode: 0o600 });
};

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';

/** What lets its owner, and nobody else, into the console: in a file that only the user of this machine can read. */
export interface ConsoleKey {
  readonly url: string;
  /** 128 random bits, the same at every start. */
  readonly password: string;
}

const FILE = 'console.json';

/** Keeps the password of an earlier start, or makes one, and notes where the console is now. */
export function keepConsoleKey(stateFolder: string, url: string): ConsoleKey {
  const password = readConsoleKey(stateFolder)?.password ?? randomBytes(16).toString('base64url');
  const key = { url, password };
  writePrivateFile(join(stateFolder, FILE), `${JSON.stringify(key, undefined, 2)}\n`);
  return key;
}

/** @throws Error when other users of this machine may read the file */
export function readConsoleKey(stateFolder: string): ConsoleKey | undefined {
  const text = readPrivateFile(join(stateFolder, FILE));
  return text === undefined ? undefined : (JSON.parse(text) as ConsoleKey); // written by keepConsoleKey() only
}

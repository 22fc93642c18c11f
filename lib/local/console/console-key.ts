import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { parseFile } from '../parse-file.ts';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';

const consoleKey = z.object({
  url: z.string(),
  /** 128 random bits, the same at every start. */
  password: z.string(),
});

/** What lets its owner, and nobody else, into the console: in a file that only the user of this machine can read. */
export type ConsoleKey = Readonly<z.infer<typeof consoleKey>>;

const FILE = 'console.json';

/** Keeps the password of an earlier start, or makes one, and notes where the console is now. */
export function keepConsoleKey(stateFolder: string, url: string): ConsoleKey {
  const password = readConsoleKey(stateFolder)?.password ?? randomBytes(16).toString('base64url');
  const key = { url, password };
  writePrivateFile(join(stateFolder, FILE), `${JSON.stringify(key, undefined, 2)}\n`);
  return key;
}

/** @throws Error that names the file when other users of this machine may read it, and when it is damaged */
export function readConsoleKey(stateFolder: string): ConsoleKey | undefined {
  const file = join(stateFolder, FILE);
  const text = readPrivateFile(file);
  return text === undefined ? undefined : parseFile(file, text, consoleKey);
}

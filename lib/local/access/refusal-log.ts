import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const REFUSAL_LOG = 'refused-rights.log';

/** Says every refusal once: to the developer, and in `refused-rights.log`. */
export interface RefusalLog {
  add(what: readonly string[], hint: () => string): void;
  close(): void;
}

/** A program that asks for ever other things shall not fill the memory. */
const MAX_HINTS = 1_000;

export const openRefusalLog = (folder: string, now: () => number, warn: (hint: string) => void): RefusalLog => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const descriptor = openSync(join(folder, REFUSAL_LOG), 'a', 0o600);
  const told = new Set<string>();
  return {
    add(what, hint) {
      const key = JSON.stringify(what);
      if (told.has(key) || told.size >= MAX_HINTS) return;
      told.add(key);
      const text = hint();
      writeSync(descriptor, `${new Date(now()).toISOString()} ${text}\n`);
      warn(text);
    },
    close: () => closeSync(descriptor),
  };
};

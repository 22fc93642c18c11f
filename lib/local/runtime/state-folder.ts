import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writePrivateFile } from '../private-file.ts';

/** `.portcullis/`: everything the local runtime remembers, mode 0700. */
export interface StateFolder {
  readonly folder: string;
  /** Data of the services. */
  readonly services: string;
  /** The local certificate authority and the server's certificate. */
  readonly tls: string;
  /** Access, firewall and function logs. */
  readonly logs: string;
  readonly masterKey: Buffer;
  /** Lets another process use the folder. */
  release(): void;
}

/**
 * Opens the folder, making what is missing, and takes its lock.
 *
 * @param options.fresh starts empty: everything but the certificate authority (which people may trust by now) is removed
 * @throws Error when another process that still runs holds the folder, or the master key is damaged
 */
export function openStateFolder(path: string, options: { readonly fresh: boolean }): StateFolder {
  const folder = resolve(path);
  makePrivateFolder(folder);
  const lock = takeLock(folder);
  if (options.fresh) {
    for (const name of ['services', 'logs', 'master.key', 'demo.json']) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
  const folders = { services: join(folder, 'services'), tls: join(folder, 'tls'), logs: join(folder, 'logs') };
  for (const each of Object.values(folders)) makePrivateFolder(each);
  return {
    folder,
    ...folders,
    masterKey: readMasterKey(join(folder, 'master.key')),
    release: () => rmSync(lock, { force: true }),
  };
}

/** What keys and secrets of the services are sealed with. @throws Error when the file does not hold one */
function readMasterKey(file: string): Buffer {
  if (!existsSync(file)) writePrivateFile(file, randomBytes(MASTER_KEY_BYTES).toString('base64'));
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (key.length === MASTER_KEY_BYTES) return key;
  throw new Error(`${file} is damaged, and what it sealed cannot be read: start with --fresh`);
}

const MASTER_KEY_BYTES = 32;

function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/**
 * One process a folder: two would answer from different memories of the same data.
 *
 * @throws Error when another process that still runs holds the folder
 */
export function assertUnused(folder: string): void {
  const lock = lockOf(folder);
  const holder = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : Number.NaN;
  if (holder !== process.pid && isRunning(holder)) {
    throw new Error(`${folder} is in use by process ${holder}. Stop it, or name another folder with --state`);
  }
}

const lockOf = (folder: string): string => join(folder, 'lock');

function takeLock(folder: string): string {
  assertUnused(folder);
  const lock = lockOf(folder);
  writePrivateFile(lock, String(process.pid));
  return lock;
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEnvironment } from '../../../lib/local/environment.ts';

/** An environment for tests. Its state folder is made when it is asked for. */
export const testEnvironment = (stateFolder: string, now: () => number = Date.now): LocalEnvironment => ({
  accountId: '123456789012',
  region: 'eu-central-1',
  partition: 'aws',
  stateFolder,
  masterKey: Buffer.alloc(32, 7),
  now,
});

/** A folder of its own for one test, and how to remove it. */
export const temporaryFolder = (): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

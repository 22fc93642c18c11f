import { existsSync } from 'node:fs';
import { openConnection } from '../../sqlite.ts';
import { schemaVersion } from './schema.ts';

/** Versions whose tables all stand in the present ones; what came later is made, and filled, by the schema itself. */
const contained: ReadonlySet<unknown> = new Set([1, 2, 3, 4]);

/** Lets the file of an older version be opened as one of this: nothing of it is lost. Others stay as they are. */
export function upgrade(path: string): void {
  if (!existsSync(path)) return;
  const connection = openConnection(path);
  try {
    const version = connection.prepare('PRAGMA user_version').get()?.['user_version'];
    if (contained.has(version)) connection.exec(`PRAGMA user_version = ${schemaVersion}`);
  } finally {
    connection.close();
  }
}

import type { ApiKeyOptions } from '../../lib/handler/index.ts';
import { pepper } from '../api-keys/pepper.ts';
import { loadRecord } from './load-record.ts';
import { meteringKey } from './metering-key.ts';
import { noteUse } from './note-use.ts';

/** The bank's API keys, for every authorizer that takes them. */
export const apiKeys: ApiKeyOptions = {
  load: loadRecord,
  pepper,
  meteringKey,
  note: noteUse,
};

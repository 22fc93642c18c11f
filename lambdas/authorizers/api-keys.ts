import type { ApiKeyOptions } from '../../lib/handler/index.ts';
import { loadRecord } from '../api-keys/load-record.ts';
import { noteUse } from '../api-keys/note-use.ts';
import { peppers } from '../api-keys/peppers.ts';
import { meteringKey } from './metering-key.ts';

/** The bank's API keys, for every authorizer that takes them. */
export const apiKeys: ApiKeyOptions = {
  load: loadRecord,
  peppers,
  meteringKey,
  note: noteUse,
};

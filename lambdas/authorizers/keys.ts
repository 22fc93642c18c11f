import { environment } from '../../lib/contract/index.ts';
import { type ApiKeyOptions, cached } from '../../lib/handler/index.ts';
import { pepper, secretLifeMillis } from '../api-keys/pepper.ts';
import { loadRecord } from './load-record.ts';
import { loadSecret } from './load-secret.ts';
import { noteUse } from './note-use.ts';

/** The bank's API keys, for every authorizer that takes them. */
export const apiKeys: ApiKeyOptions = {
  load: loadRecord,
  pepper,
  meteringKey: cached(() => loadSecret(environment.meteringKeySecret), secretLifeMillis),
  note: noteUse,
};

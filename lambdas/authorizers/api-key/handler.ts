import { environment } from '../../../lib/contract/index.ts';
import { apiKeyAuthorizer, cached } from '../../../lib/handler/index.ts';
import { pepper, secretLifeMillis } from '../../api-keys/pepper.ts';
import { loadRecord } from './load-record.ts';
import { loadSecret } from './load-secret.ts';
import { noteUse } from './note-use.ts';

export const handler = apiKeyAuthorizer({
  load: loadRecord,
  pepper,
  meteringKey: cached(() => loadSecret(environment.meteringKeySecret), secretLifeMillis),
  note: noteUse,
});

import { environment } from '../../../lib/contract/index.ts';
import { apiKeyAuthorizer, cached, toPepper } from '../../../lib/handler/index.ts';
import { loadRecord } from './load-record.ts';
import { loadSecret } from './load-secret.ts';

/** A rotated secret is noticed within this time. */
const secretLifeMillis = 5 * 60_000;

export const handler = apiKeyAuthorizer({
  load: loadRecord,
  pepper: cached(async () => toPepper(await loadSecret(environment.apiKeyPepperSecret)), secretLifeMillis),
  meteringKey: cached(() => loadSecret(environment.meteringKeySecret), secretLifeMillis),
});

import { environment } from '../../lib/contract/index.ts';
import { pepperRing } from '../../lib/handler/index.ts';
import { loadSecret, secretLifeMillis } from '../load-secret.ts';

/** Key the hashes of all API keys. */
export const peppers = /* @__PURE__ */ pepperRing(() => loadSecret(environment.apiKeyPepperSecret), secretLifeMillis);

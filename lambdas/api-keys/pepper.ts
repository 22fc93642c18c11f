import { environment } from '../../lib/contract/index.ts';
import { cached, toPepper } from '../../lib/handler/index.ts';
import { loadSecret, secretLifeMillis } from '../load-secret.ts';

/** Keys the hashes of all API keys. */
export const pepper = /* @__PURE__ */ cached(
  async () => toPepper(await loadSecret(environment.apiKeyPepperSecret)),
  secretLifeMillis,
);

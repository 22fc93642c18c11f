import { environment } from '../../lib/contract/index.ts';
import { cached, toPepper } from '../../lib/handler/index.ts';
import { loadSecret } from '../authorizers/load-secret.ts';

/** A rotated secret is noticed within this time. */
export const secretLifeMillis = 5 * 60_000;

/** Keys the hashes of all API keys. */
export const pepper = /* @__PURE__ */ cached(
  async () => toPepper(await loadSecret(environment.apiKeyPepperSecret)),
  secretLifeMillis,
);

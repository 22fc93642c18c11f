import { environment } from '../../lib/contract/index.ts';
import { cached, toPepper } from '../../lib/handler/index.ts';
import { loadSecret, secretLifeMillis } from '../load-secret.ts';

/** Keys the hashes of one-time passwords. Codes that were sent before it was rotated are worthless, and asked for again. */
export const pepper = /* @__PURE__ */ cached(
  async () => toPepper(await loadSecret(environment.oneTimeCodePepperSecret)),
  secretLifeMillis,
);

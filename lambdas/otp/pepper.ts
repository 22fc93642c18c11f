import { environment } from '../../lib/contract/index.ts';
import { cached, toPepper } from '../../lib/handler/index.ts';
import { loadSecret } from '../authorizers/load-secret.ts';

/** A rotated secret is noticed within this time; codes that were sent before are worthless then, and asked for again. */
const secretLifeMillis = 5 * 60_000;

/** Keys the hashes of one-time passwords. */
export const pepper = /* @__PURE__ */ cached(
  async () => toPepper(await loadSecret(environment.oneTimeCodePepperSecret)),
  secretLifeMillis,
);

import { environment } from '../../lib/contract/index.ts';
import { pepperRing } from '../../lib/handler/index.ts';
import { loadSecret, secretLifeMillis } from '../load-secret.ts';

/** Key the hashes of one-time passwords. */
export const peppers = /* @__PURE__ */ pepperRing(
  () => loadSecret(environment.oneTimeCodePepperSecret),
  secretLifeMillis,
);

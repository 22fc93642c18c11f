import { environment } from '../../lib/contract/index.ts';
import { cached } from '../../lib/handler/index.ts';
import { loadSecret, secretLifeMillis } from '../load-secret.ts';

/** Value of the gateway's own API key, by which it meters callers. */
export const meteringKey = /* @__PURE__ */ cached(() => loadSecret(environment.meteringKeySecret), secretLifeMillis);

import { handleWith } from './handle-with.ts';
import { powertoolsObserver } from './powertools/powertools-observer.ts';

/** `handleWith` for a deployed function: logs and metrics go through Powertools. */
export const handle = /* @__PURE__ */ handleWith(/* @__PURE__ */ powertoolsObserver());

import type { SessionLimits } from '../../lib/handler/index.ts';

/** Of people's sessions with the bank. The pool's own limit on refresh tokens is the absolute one. */
export const sessionLimits: SessionLimits = {
  idleSeconds: 30 * 60,
  absoluteSeconds: 12 * 3_600,
  most: 5,
};

/** How long the table remembers a subject: longer than any token of it is valid. */
export const rememberedSeconds = sessionLimits.absoluteSeconds + 3_600;

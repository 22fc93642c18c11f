import type { ManagedRule } from './managed-rule.ts';

/** A rule of which nothing can be done here. Its label is given where AWS has published it. */
export const notEnforced = (
  why: string,
  name: string,
  label?: string,
  action?: 'Count' | 'Captcha' | 'Challenge',
): ManagedRule => ({
  name,
  enforcement: 'not-enforced',
  why,
  ...(label === undefined ? {} : { label }),
  ...(action === undefined ? {} : { action }),
});

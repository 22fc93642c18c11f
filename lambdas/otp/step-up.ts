import type { Principal } from '../../lib/handler/index.ts';

/** Authentication that stands for an approval (RFC 9470): these classes, and no longer ago than this. */
export const stepUp = { acrValues: ['urn:cognito:loa:3', 'urn:cognito:loa:4'], maxAgeSeconds: 300 } as const;

/** Whether the caller's token says so; a token that says nothing of it does not. */
export function isSteppedUp({ assurance }: Pick<Principal, 'assurance'>, nowSeconds: number): boolean {
  const { acr, authTimeSeconds = Number.NaN } = assurance;
  const ageSeconds = nowSeconds - authTimeSeconds;
  return stepUp.acrValues.some((value) => value === acr) && ageSeconds >= 0 && ageSeconds <= stepUp.maxAgeSeconds;
}

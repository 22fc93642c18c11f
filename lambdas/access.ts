import { type BearerAccess, bearer } from '../lib/contract/index.ts';

/** Where money moves or others are let in, a sign-out everywhere counts at once, and so do the limits of sessions. */
export const inLiveSession = (scope: string): BearerAccess => bearer({ scopes: [scope], fresh: true });

/** Who makes credentials or changes what people may do has signed in within the hour, and not out since. */
export const inRecentSession = (scope: string): BearerAccess =>
  bearer({ scopes: [scope], fresh: true, assurance: { maxAgeSeconds: 3_600 } });

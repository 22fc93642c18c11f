/** Whole seconds since 1970, in which the ends of keys are counted. */
export const nowInSeconds = (): number => Math.floor(Date.now() / 1_000);

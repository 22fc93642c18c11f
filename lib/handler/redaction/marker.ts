/** Stands where something was left out. */
export const marker = '[redacted]';

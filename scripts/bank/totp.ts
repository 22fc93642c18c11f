import { TOTP } from 'otpauth';

const STEP_SECONDS = 30;

/** The one-time password of a time step, `offset` steps from the one of now (RFC 6238). */
export const totpAt = (secret: string, nowMillis: number, offset = 0): string =>
  new TOTP({ secret, period: STEP_SECONDS }).generate({ timestamp: nowMillis + offset * STEP_SECONDS * 1000 });

export const untilNextStepMillis = (nowMillis: number): number =>
  STEP_SECONDS * 1000 - (nowMillis % (STEP_SECONDS * 1000));

/** A code is good once, so a second sign-in within one time step takes the code of the next, which is accepted early. */
export const OFFSETS = [0, 1, -1];

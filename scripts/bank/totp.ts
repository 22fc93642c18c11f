import { TOTP } from 'otpauth';

const STEP_SECONDS = 30;

/** The one-time password of a time step, `offset` steps from the one of now (RFC 6238). */
export const totpAt = (secret: string, nowMillis: number, offset = 0): string =>
  new TOTP({ secret, period: STEP_SECONDS }).generate({ timestamp: nowMillis + offset * STEP_SECONDS * 1000 });

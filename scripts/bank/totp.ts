import { TOTP } from 'otpauth';

const STEP_SECONDS = 30;

/** The one-time password of a time step, `offset` steps from the one of now (RFC 6238). */
export const totpAt = (secret: string, nowMillis: number, offset = 0): string =>
  new TOTP({ secret, period: STEP_SECONDS }).generate({ timestamp: nowMillis + offset * STEP_SECONDS * 1000 });

/**
 * The codes to try, one after the other. A code is good once, so a second sign-in within one time step takes the code of the
 * next, which is accepted early; a third waits for the one after.
 */
export async function* codesToTry(secret: string): AsyncGenerator<string> {
  yield totpAt(secret, Date.now());
  yield totpAt(secret, Date.now(), 1);
  await new Promise((resolve) => setTimeout(resolve, STEP_SECONDS * 1000 - (Date.now() % (STEP_SECONDS * 1000))));
  yield totpAt(secret, Date.now(), 1);
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with the parameters that every authenticator app assumes: SHA-1, six digits, thirty seconds. */
const periodSeconds = 30;
/** Steps before and after the present one that are taken, for clocks that differ. */
const window = 1;

export const stepAt = (nowMillis: number): number => Math.floor(nowMillis / 1_000 / periodSeconds);

function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const binary = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(binary % 1_000_000).padStart(6, '0');
}

/** The step a code belongs to, or undefined when it is no code of the present, the last or the next half minute. */
export function stepOfCode(secret: Uint8Array, code: string, nowMillis: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const given = Buffer.from(code);
  const present = stepAt(nowMillis);
  let found: number | undefined;
  for (let step = present - window; step <= present + window; step += 1) {
    if (timingSafeEqual(given, Buffer.from(codeAt(secret, step)))) found = step;
  }
  return found;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 §6 without padding, as authenticator apps take a secret. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('');
}

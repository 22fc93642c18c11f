import { randomInt } from 'node:crypto';
import { base62, checksum } from './checksum.ts';

/** A key that has the right form. That says nothing yet about whether it was ever issued. */
export interface ApiKey {
  /** Live keys and test keys open different doors. */
  readonly kind: 'live' | 'test';
  /** Twelve base 62 digits, public: names the key in tables, logs and portals. */
  readonly keyId: string;
  /** All of it. Shown once, never stored. */
  readonly key: string;
}

const form = /^pcl_(live|test)_([0-9A-Za-z]{12})_[0-9A-Za-z]{43}([0-9A-Za-z]{6})$/;

/**
 * A new key: `pcl_<kind>_<keyId>_<secret><checksum>`. The secret is 43 base 62 digits, over 256 bits; the underscores let a
 * double click select all of it, and prefix and checksum let a scanner find it where it does not belong.
 */
export function generateApiKey(kind: 'live' | 'test'): ApiKey {
  const keyId = randomDigits(12);
  const body = `pcl_${kind}_${keyId}_${randomDigits(43)}`;
  return { kind, keyId, key: body + checksum(body) };
}

/** @returns undefined for a text that is no key, or one that was mistyped. */
export function parseApiKey(text: string): ApiKey | undefined {
  const [, kind, keyId, sum] = form.exec(text) ?? [];
  if ((kind !== 'live' && kind !== 'test') || keyId === undefined) return undefined;
  return checksum(text.slice(0, -6)) === sum ? { kind, keyId, key: text } : undefined;
}

/** Each digit is drawn by itself, because bytes modulo 62 would favour some. */
const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => base62[randomInt(base62.length)]).join('');

import type { JWTPayload } from 'jose';

/** Claims as API Gateway hands them on: every one a string, lists joined by commas, `exp` and `iat` as dates. */
export const toClaimStrings = (claims: JWTPayload): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, dates.has(name) ? toDate(value) : toText(value)]),
  );

const dates = new Set(['exp', 'iat']);

/** `Sun Nov 22 04:11:24 UTC 2026` */
const toDate = (value: unknown): string =>
  new Date(Number(value) * 1_000).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 UTC $4');

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(toText).join(',') : JSON.stringify(value);
}

import { randomBytes } from 'node:crypto';

/** Crockford's base 32, in lower case: no i, l, o, u. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new identifier: the prefix, 48 bits of time in milliseconds and 80 random bits. Identifiers of one kind sort by the
 * time they were made, and nobody guesses one.
 */
export function newId(prefix: 'acc' | 'ent' | 'trf', nowMillis = Date.now()): string {
  const random = BigInt(`0x${randomBytes(10).toString('hex')}`);
  return `${prefix}_${encode(BigInt(nowMillis), 10)}${encode(random, 16)}`;
}

function encode(value: bigint, characters: number): string {
  let text = '';
  for (let rest = value; text.length < characters; rest >>= 5n) text = (alphabet[Number(rest & 31n)] ?? '') + text;
  return text;
}

import type { ByteClass } from './expression.ts';

export const classOf = (holds: (byte: number) => boolean): ByteClass =>
  Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0));

export const anyByte = classOf(() => true);

/** What a class may stand for in any case of its letters: those of Latin-1, as RE2 folds what it is shown. */
export function inAnyCase(them: ByteClass): ByteClass {
  const hasBeyondAscii = them.includes(1, 0x80);
  return classOf((byte) => them[byte] === 1 || them[byte ^ 0x20] === 1 || (byte > 0x7f && hasBeyondAscii));
}

const members: Readonly<Record<string, (byte: number) => boolean>> = {
  d: (byte) => byte >= 0x30 && byte <= 0x39,
  w: (byte) => /\w/.test(String.fromCharCode(byte)),
  s: (byte) => '\t\n\f\r '.includes(String.fromCharCode(byte)),
};

/** `\d`, `\W` and the like; undefined for a letter that names no class. */
export function namedClass(letter: string): ByteClass | undefined {
  const holds = members[letter.toLowerCase()];
  if (holds === undefined) return undefined;
  return letter === letter.toLowerCase() ? classOf(holds) : classOf((byte) => !holds(byte));
}

/** Escapes that stand for one byte. */
export const controlBytes: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

import { anyByte, classOf, controlBytes, inAnyCase, namedClass } from './byte-class.ts';
import { type ByteClass, choice, type Expression, nothing, repeat, sequence } from './expression.ts';

/** Written out so often at most; more repetitions than that may be any number. */
const mostCopies = 4;

/** A construct that this reader does not know: the pattern is then looked for on its own. */
class Unreadable extends Error {}

/**
 * Reads a pattern that RE2 has taken into an expression that finds at least as much: places and word boundaries are
 * everywhere, `.` and Unicode classes are any byte, and whatever is counted far is any number.
 *
 * @returns undefined for a pattern with something that is not known here
 */
export function readPattern(pattern: string): Expression | undefined {
  try {
    const reader = new Reader(pattern);
    return reader.readAll();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): Expression {
    const expression = this.#readChoice(false);
    if (this.#at < this.#text.length) throw new Unreadable();
    return expression;
  }

  #take(what: RegExp): RegExpExecArray | null {
    what.lastIndex = this.#at;
    const found = what.exec(this.#text);
    if (found !== null) this.#at = what.lastIndex;
    return found;
  }

  /** Up to the end or the closing parenthesis. A flag that is set stays set to the end of its group. */
  #readChoice(foldsCase: boolean): Expression {
    const options: Expression[] = [];
    let parts: Expression[] = [];
    let folds = foldsCase;
    for (;;) {
      const flags = this.#take(/\(\?([a-zA-Z]+)\)/y)?.[1];
      if (flags !== undefined) {
        folds ||= flags.includes('i');
      } else if (this.#at >= this.#text.length || this.#text[this.#at] === ')') {
        return choice([...options, sequence(parts)]);
      } else if (this.#take(/\|/y) !== null) {
        options.push(sequence(parts));
        parts = [];
      } else {
        parts.push(this.#readQuantified(folds));
      }
    }
  }

  #readQuantified(folds: boolean): Expression {
    let part = this.#readAtom(folds);
    for (;;) {
      const found = this.#take(/([*+?])\??|\{(\d+)(,?)(\d*)\}\??/y);
      if (found === null) return part;
      const [, sign, least = '', comma, most = ''] = found;
      if (sign === '*') part = repeat(part);
      else if (sign === '+') part = sequence([part, repeat(part)]);
      else if (sign === '?') part = choice([part, nothing]);
      else part = counted(part, Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most));
    }
  }

  #readAtom(folds: boolean): Expression {
    const opening = this.#take(/\((?:\?(?:P?<\w+>|([a-zA-Z]*):))?/y);
    if (opening !== null) return this.#readGroup(folds || opening[1]?.includes('i') === true);
    if (this.#take(/[\^$]|\\[bBAz]/y) !== null) return nothing;
    if (this.#take(/\./y) !== null) return { kind: 'byte', of: anyByte };
    if (this.#take(/\[/y) !== null) return this.#byte(this.#readClass(), folds);
    return this.#byte(this.#readMember(), folds);
  }

  #readGroup(folds: boolean): Expression {
    if (this.#text[this.#at] === '?') throw new Unreadable();
    const group = this.#readChoice(folds);
    if (this.#take(/\)/y) === null) throw new Unreadable();
    return group;
  }

  #byte = (of: ByteClass, folds: boolean): Expression => ({ kind: 'byte', of: folds ? inAnyCase(of) : of });

  /** What stands between the brackets; with something in it that is not known byte by byte, any byte. */
  #readClass(): ByteClass {
    const isNegated = this.#take(/\^/y) !== null;
    const them = new Uint8Array(256);
    let isKnown = true;
    for (let isFirst = true; isFirst || this.#take(/\]/y) === null; isFirst = false) {
      if (this.#at >= this.#text.length) throw new Unreadable();
      if (this.#take(/\[:\^?\w+:\]/y) !== null) {
        isKnown = false;
        continue;
      }
      const from = this.#readMember();
      if (from === anyByte) isKnown = false;
      const last = this.#take(/-(?!\])/y) === null ? undefined : this.#readMember();
      if (last === undefined) for (const [byte, is] of from.entries()) them[byte] ||= is;
      else for (let byte = theOnly(from); byte <= theOnly(last); byte += 1) them[byte] = 1;
    }
    if (!isKnown) return anyByte;
    return isNegated ? classOf((byte) => them[byte] === 0) : them;
  }

  /** One byte, or a class by its letter. */
  #readMember(): ByteClass {
    const [, unicode, hex, braced, octal, letter, plain] =
      this.#take(/\\(?:([pP](?:\w|\{\^?\w+\}))|x([\da-fA-F]{2})|x\{([\da-fA-F]+)\}|([0-7]{1,3})|([^QE]))|([^\\])/y) ??
      [];
    if (unicode !== undefined) return anyByte;
    if (hex !== undefined || braced !== undefined) return single(Number.parseInt(hex ?? braced ?? '', 16));
    if (octal !== undefined) return single(Number.parseInt(octal, 8));
    if (letter === undefined) return single(plain?.charCodeAt(0) ?? Number.NaN);
    const known = namedClass(letter);
    if (known !== undefined) return known;
    if (!controlBytes.has(letter) && /\w/.test(letter)) throw new Unreadable();
    return single(controlBytes.get(letter) ?? letter.charCodeAt(0));
  }
}

/** @throws Unreadable for what is no byte */
function single(wanted: number): ByteClass {
  if (!(wanted <= 0xff)) throw new Unreadable();
  return classOf((byte) => byte === wanted);
}

/** The end of a range. @throws Unreadable for a class */
function theOnly(of: ByteClass): number {
  const byte = of.indexOf(1);
  if (byte !== of.lastIndexOf(1)) throw new Unreadable();
  return byte;
}

function counted(part: Expression, least: number, most: number): Expression {
  const written = Array.from({ length: Math.min(least, mostCopies) }, () => part);
  if (least <= mostCopies && most - least === 0) return sequence(written);
  if (most <= mostCopies) {
    return sequence([...written, ...Array.from({ length: most - least }, () => choice([part, nothing]))]);
  }
  return sequence([...written, repeat(part)]);
}

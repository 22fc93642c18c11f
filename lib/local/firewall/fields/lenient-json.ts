import { type ByteString, utf8Bytes } from '../engine/byte-string.ts';

/** Told of each key and scalar value in order; `Place` is whatever the visitor wants to know of where it stands. */
export interface JsonVisitor<Place> {
  readonly root: Place;
  readonly below: (place: Place, token: ByteString) => Place;
  readonly key: (text: ByteString, place: Place) => void;
  readonly value: (text: ByteString, place: Place) => void;
}

interface Container<Place> {
  readonly place: Place;
  /** The keys so far; undefined in an array. */
  readonly keys: Set<ByteString> | undefined;
  items: number;
}

/**
 * Reads JSON as AWS WAF does: a missing comma, a missing colon and extra colons are passed over; anything else that is
 * not JSON, a key that comes twice and a root that is neither object nor array end the reading. What was told before
 * stays told. Nesting costs no call stack, and no byte is looked at more than a few times.
 *
 * @returns whether the text was read to its end
 */
export function readLenientJson<Place>(text: ByteString, visitor: JsonVisitor<Place>): boolean {
  const open: Container<Place>[] = [];
  const readString = needsCare.test(text) ? readStringWithCare : readPlainString;
  let at = skip(text, 0, whitespace);

  const enter = (bracket: string, place: Place) => {
    open.push({ place, keys: bracket === '{' ? new Set() : undefined, items: 0 });
    at = skip(text, at + 1, whitespace);
  };

  /** A scalar is told, a container entered. */
  const readValue = (place: Place): boolean => {
    const first = text.charAt(at);
    if (first === '{' || first === '[') {
      enter(first, place);
      return true;
    }
    const scalar = first === '"' ? readString(text, at) : readBareWord(text, at);
    if (scalar === undefined) return false;
    visitor.value(scalar.text, place);
    at = skip(text, scalar.end, whitespace);
    return true;
  };

  const readKey = ({ place, keys }: Container<Place>): Place | undefined => {
    const key = readString(text, at);
    if (key === undefined || keys === undefined || keys.has(key.text)) return undefined;
    keys.add(key.text);
    at = skip(text, key.end, colonsAndWhitespace);
    const below = visitor.below(place, key.text);
    visitor.key(key.text, below);
    return below;
  };

  const root = text.charAt(at);
  if (root !== '{' && root !== '[') return false;
  enter(root, visitor.root);

  for (let container = open.at(-1); container !== undefined; container = open.at(-1)) {
    const closing = container.keys === undefined ? ']' : '}';
    const comma = text.charAt(at) === ',' && container.items > 0;
    if (comma) at = skip(text, at + 1, whitespace);
    if (text.charAt(at) === closing && !comma) {
      open.pop();
      at = skip(text, at + 1, whitespace);
      continue;
    }
    const place =
      container.keys === undefined ? visitor.below(container.place, String(container.items)) : readKey(container);
    container.items += 1;
    if (place === undefined || !readValue(place)) return false;
  }
  return at === text.length;
}

const whitespace = ' \t\n\r';
const colonsAndWhitespace = `:${whitespace}`;
const bareWord = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function skip(text: ByteString, from: number, what: string): number {
  let at = from;
  while (at < text.length && what.includes(text.charAt(at))) at += 1;
  return at;
}

/** A number or `true`, `false`, `null`, as written. */
function readBareWord(text: ByteString, from: number): { text: ByteString; end: number } | undefined {
  bareWord.lastIndex = from;
  const [word] = bareWord.exec(text) ?? [];
  return word === undefined ? undefined : { text: word, end: from + word.length };
}

/** Escapes, and controls, which a string may not hold: most bodies have neither, anywhere. */
const needsCare = /[^ -\xff]|\\/;

/** A string of a text in which nothing needs care: it ends at the next quote. */
function readPlainString(text: ByteString, from: number): { text: ByteString; end: number } | undefined {
  const end = text.charAt(from) === '"' ? text.indexOf('"', from + 1) : -1;
  return end < 0 ? undefined : { text: text.slice(from + 1, end), end: end + 1 };
}

/** A string, its escapes resolved to the bytes of their UTF-8. */
function readStringWithCare(text: ByteString, from: number): { text: ByteString; end: number } | undefined {
  if (text.charAt(from) !== '"') return undefined;
  const end = endOfString(text, from + 1);
  if (end < 0) return undefined;
  const raw = text.slice(from + 1, end);
  const unescaped = hasControls.test(raw) ? undefined : resolveEscapes(raw);
  return unescaped === undefined ? undefined : { text: unescaped, end: end + 1 };
}

/** Where the next quote is that no backslash takes away. @returns -1 when there is none */
function endOfString(text: ByteString, from: number): number {
  const quote = text.indexOf('"', from);
  if (quote < 0 || !text.slice(from, quote).includes('\\')) return quote;
  for (let at = from; at < text.length; at += 1) {
    const byte = text.charAt(at);
    if (byte === '"') return at;
    if (byte === '\\') at += 1;
  }
  return -1;
}

const hasControls = /[^ -\xff]/;

const escapes = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|["\\/bfnrt])|\\/g;

function resolveEscapes(raw: ByteString): ByteString | undefined {
  if (!raw.includes('\\')) return raw;
  let isValid = true;
  const text = raw.replace(escapes, (written) => {
    if (written === '\\') isValid = false;
    // What the pattern matched is a JSON string once it stands in quotes.
    return written === '\\' ? '' : utf8Bytes(JSON.parse(`"${written}"`) as string);
  });
  return isValid ? text : undefined;
}

import * as z from 'zod';
import { assertQuota } from '../engine/assert-quota.ts';
import { type ByteString, utf8Bytes } from '../engine/byte-string.ts';
import { compileComponent, componentProperties } from '../engine/component.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import { statementKind } from '../engine/statement.ts';
import type { Texts } from '../engine/texts.ts';

type Search = (text: ByteString, sought: ByteString) => boolean;

const positions: Readonly<Record<string, { readonly holds: Search; readonly capacity: number }>> = {
  EXACTLY: { holds: (text, sought) => text === sought, capacity: 2 },
  STARTS_WITH: { holds: (text, sought) => text.startsWith(sought), capacity: 2 },
  ENDS_WITH: { holds: (text, sought) => text.endsWith(sought), capacity: 2 },
  CONTAINS: { holds: (text, sought) => text.includes(sought), capacity: 10 },
  CONTAINS_WORD: { holds: containsWord, capacity: 10 },
};

/** Looks for bytes, as they are: case matters. At most 200 of them. */
export const byteMatchStatement = statementKind({
  name: 'ByteMatchStatement',
  properties: z.strictObject({
    ...componentProperties,
    PositionalConstraint: z.enum(['EXACTLY', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS', 'CONTAINS_WORD']),
    SearchString: z.string().optional(),
    SearchStringBase64: z.base64().optional(),
  }),
  compile({ PositionalConstraint, SearchString, SearchStringBase64, ...written }, context) {
    const sought = soughtBytes(SearchString, SearchStringBase64, context.path);
    const position = positions[PositionalConstraint];
    if (position === undefined) {
      throw new FirewallRefusal(joinPath(context.path, 'PositionalConstraint'), 'is not known');
    }
    if (PositionalConstraint === 'CONTAINS_WORD' && !/^\w+$/.test(sought)) {
      throw new FirewallRefusal(joinPath(context.path, 'SearchString'), 'of a word may hold A-Z, a-z, 0-9 and _ only');
    }
    const exactly = PositionalConstraint === 'EXACTLY' ? 'exactly one text' : 'anything';
    const component = compileComponent(written, context, exactly);
    const isFound = context.intern(['bytes', PositionalConstraint, sought], () => (texts: Texts) => {
      const { holds } = position;
      return texts.all.some((text) => holds(text, sought));
    });
    return {
      evaluate: (inspection) => component.test(inspection, (texts) => texts.ask(isFound)),
      capacity: component.capacityOf(position.capacity),
      fidelity: 'exact',
    };
  },
});

function soughtBytes(plain: string | undefined, base64: string | undefined, path: string): ByteString {
  if ((plain === undefined) === (base64 === undefined)) {
    throw new FirewallRefusal(path, 'needs exactly one of SearchString and SearchStringBase64');
  }
  const bytes = plain === undefined ? Buffer.from(base64 ?? '', 'base64').toString('latin1') : utf8Bytes(plain);
  const place = joinPath(path, 'SearchString');
  if (bytes.length === 0) throw new FirewallRefusal(place, 'must not be empty');
  assertQuota('searchBytes', bytes.length, place);
  return bytes;
}

/** The word, with neither a letter, a digit nor `_` at either side. */
function containsWord(text: ByteString, word: ByteString): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWordByte(text, at - 1) && !isWordByte(text, at + word.length)) return true;
  }
  return false;
}

const isWordByte = (text: ByteString, at: number) => /^\w$/.test(text.charAt(at));

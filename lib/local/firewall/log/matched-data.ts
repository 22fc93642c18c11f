import type { ByteString } from '../engine/byte-string.ts';

/** AWS logs what libinjection folds a text to, which is at most so many tokens. */
const mostTokens = 5;

/** Of `10 AND 1=1` the words `10`, `AND` and `1`: a comparison is folded to what it begins with. */
export const sqlTokens = (text: ByteString): readonly ByteString[] =>
  (text.replace(/([\w'"]+)\s*(?:[<>!]?=|<>|[<>])\s*[\w'"]+/g, '$1').match(/\w+|--|\/\*|[#;]/g) ?? []).slice(
    0,
    mostTokens,
  );

/** Of `<frameset onload=alert(1)>` the `<` and the `frameset`; else the attribute that runs a script. */
export function scriptTokens(text: ByteString): readonly ByteString[] {
  const [, tag] = /<\s*([!/?]?[\w:-]+)/.exec(text) ?? [];
  if (tag !== undefined) return ['<', tag];
  const [, attribute] = /(?:^|[\s"'`/])(\w+)\s*=/.exec(text) ?? [];
  return attribute === undefined ? [] : [attribute];
}

import { type ByteString, lowerCaseAscii, upperCaseAscii } from '../engine/byte-string.ts';
import type { Shortcut, Transformation } from '../engine/texts.ts';
import { removeCommentsChar, replaceComments } from './comments.ts';
import { cssDecode } from './css-decode.ts';
import { escapeSeqDecode } from './escape-seq-decode.ts';
import { sqlHexDecode } from './hex-decode.ts';
import { htmlEntityDecode } from './html-entity-decode.ts';
import { jsDecode, jsDecodeExt } from './js-decode.ts';
import { removeNulls, replaceNulls } from './nulls.ts';
import { urlDecode, urlDecodeUni } from './url-decode.ts';
import { utf8ToUnicode } from './utf8-to-unicode.ts';
import { compressWhiteSpace } from './white-space.ts';

const holdsOneOf =
  (...them: readonly ByteString[]) =>
  (run: ByteString): boolean =>
    them.some((each) => run.includes(each));

const holds = (pattern: RegExp) => (run: ByteString) => pattern.test(run);

/**
 * What a text must hold for a transformation to change it, mostly. Most texts of a request hold none of it, and one look
 * at all of them is cheaper than a transformation of each.
 */
export const shortcuts: ReadonlyMap<Transformation, Shortcut> = new Map<Transformation, Shortcut>([
  [compressWhiteSpace, { mayChange: holds(/[\f\t\n\r\v\xa0]| {2}/) }],
  [cssDecode, { mayChange: holdsOneOf('\\') }],
  [escapeSeqDecode, { mayChange: holdsOneOf('\\') }],
  [htmlEntityDecode, { mayChange: (run) => run.includes('&') && /&[#a-z]/i.test(run) }],
  [jsDecode, { mayChange: holdsOneOf('\\') }],
  [jsDecodeExt, { mayChange: holdsOneOf('\\') }],
  [lowerCaseAscii, { mayChange: holds(/[A-Z]/), isBytewise: true }],
  [removeCommentsChar, { mayChange: holdsOneOf('#', '--', '*/', '/*') }],
  [removeNulls, { mayChange: holdsOneOf('\0') }],
  [replaceComments, { mayChange: holdsOneOf('/*') }],
  [replaceNulls, { mayChange: holdsOneOf('\0'), isBytewise: true }],
  [sqlHexDecode, { mayChange: holdsOneOf('0x', '0X') }],
  [upperCaseAscii, { mayChange: holds(/[a-z]/), isBytewise: true }],
  [urlDecode, { mayChange: holdsOneOf('%', '+') }],
  [urlDecodeUni, { mayChange: holdsOneOf('%', '+') }],
  [utf8ToUnicode, { mayChange: holds(/[\x80-\xff]/) }],
]);

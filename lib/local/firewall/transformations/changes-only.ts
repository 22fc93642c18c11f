import { lowerCaseAscii, upperCaseAscii } from '../engine/byte-string.ts';
import type { Transformation } from '../engine/texts.ts';
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

/**
 * What a text must hold for a transformation to change it. Most texts of a request hold none of it, and one look at
 * all of them is cheaper than a transformation of each.
 */
export const changesOnly: ReadonlyMap<Transformation, RegExp> = new Map<Transformation, RegExp>([
  [compressWhiteSpace, /[\f\t\n\r\v\xa0]| {2}/],
  [cssDecode, /\\/],
  [escapeSeqDecode, /\\/],
  [htmlEntityDecode, /&[#a-z]/i],
  [jsDecode, /\\/],
  [jsDecodeExt, /\\/],
  [lowerCaseAscii, /[A-Z]/],
  [removeCommentsChar, /#|--|\*/],
  [removeNulls, /\0/],
  [replaceComments, /\/\*/],
  [replaceNulls, /\0/],
  [sqlHexDecode, /0[xX]/],
  [upperCaseAscii, /[a-z]/],
  [urlDecode, /[%+]/],
  [urlDecodeUni, /[%+]/],
  [utf8ToUnicode, /[\x80-\xff]/],
]);

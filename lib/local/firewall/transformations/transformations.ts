import type { ByteString } from '../engine/byte-string.ts';
import { lowerCaseAscii, upperCaseAscii } from '../engine/byte-string.ts';
import { base64Decode, base64DecodeExt } from './base64-decode.ts';
import { cmdLine, cmdLineUnix, cmdLineWin } from './cmd-line.ts';
import { removeCommentsChar, replaceComments } from './comments.ts';
import { cssDecode } from './css-decode.ts';
import { md5, sha256 } from './digests.ts';
import { escapeSeqDecode } from './escape-seq-decode.ts';
import { hexDecode, sqlHexDecode } from './hex-decode.ts';
import { htmlEntityDecode } from './html-entity-decode.ts';
import { jsDecode, jsDecodeExt } from './js-decode.ts';
import { normalizePath, normalizePathWin } from './normalize-path.ts';
import { removeNulls, replaceNulls } from './nulls.ts';
import { urlDecode, urlDecodeUni } from './url-decode.ts';
import { utf8ToUnicode } from './utf8-to-unicode.ts';
import { compressWhiteSpace, removeWhitespace, trim, trimLeft, trimRight } from './white-space.ts';

/** All of `TextTransformation.Type`. Each takes and gives bytes, and its work grows with the text only. */
export const transformations: ReadonlyMap<string, (text: ByteString) => ByteString> = new Map([
  ['NONE', (text: ByteString) => text],
  ['BASE64_DECODE', base64Decode],
  ['BASE64_DECODE_EXT', base64DecodeExt],
  ['CMD_LINE', cmdLine],
  ['CMD_LINE_UNIX', cmdLineUnix],
  ['CMD_LINE_WIN', cmdLineWin],
  ['COMPRESS_WHITE_SPACE', compressWhiteSpace],
  ['CSS_DECODE', cssDecode],
  ['ESCAPE_SEQ_DECODE', escapeSeqDecode],
  ['HEX_DECODE', hexDecode],
  ['HTML_ENTITY_DECODE', htmlEntityDecode],
  ['JS_DECODE', jsDecode],
  ['JS_DECODE_EXT', jsDecodeExt],
  ['LOWERCASE', lowerCaseAscii],
  ['MD5', md5],
  ['NORMALIZE_PATH', normalizePath],
  ['NORMALIZE_PATH_WIN', normalizePathWin],
  ['REMOVE_COMMENTS_CHAR', removeCommentsChar],
  ['REMOVE_NULLS', removeNulls],
  ['REMOVE_WHITESPACE', removeWhitespace],
  ['REPLACE_COMMENTS', replaceComments],
  ['REPLACE_NULLS', replaceNulls],
  ['SHA256', sha256],
  ['SQL_HEX_DECODE', sqlHexDecode],
  ['TRIM', trim],
  ['TRIM_LEFT', trimLeft],
  ['TRIM_RIGHT', trimRight],
  ['UPPERCASE', upperCaseAscii],
  ['URL_DECODE', urlDecode],
  ['URL_DECODE_UNI', urlDecodeUni],
  ['UTF8_TO_UNICODE', utf8ToUnicode],
]);

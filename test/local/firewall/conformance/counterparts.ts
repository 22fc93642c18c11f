/** ModSecurity's name of each of AWS's transformations: AWS took the list over, under names of its own. */
export const counterparts = {
  BASE64_DECODE: 'base64Decode',
  BASE64_DECODE_EXT: 'base64DecodeExt',
  CMD_LINE: 'cmdLine',
  COMPRESS_WHITE_SPACE: 'compressWhitespace',
  CSS_DECODE: 'cssDecode',
  ESCAPE_SEQ_DECODE: 'escapeSeqDecode',
  HEX_DECODE: 'hexDecode',
  HTML_ENTITY_DECODE: 'htmlEntityDecode',
  JS_DECODE: 'jsDecode',
  LOWERCASE: 'lowercase',
  MD5: 'md5',
  NONE: 'none',
  NORMALIZE_PATH: 'normalisePath',
  NORMALIZE_PATH_WIN: 'normalisePathWin',
  REMOVE_COMMENTS_CHAR: 'removeCommentsChar',
  REMOVE_NULLS: 'removeNulls',
  REMOVE_WHITESPACE: 'removeWhitespace',
  REPLACE_COMMENTS: 'replaceComments',
  REPLACE_NULLS: 'replaceNulls',
  SQL_HEX_DECODE: 'sqlHexDecode',
  TRIM: 'trim',
  TRIM_LEFT: 'trimLeft',
  TRIM_RIGHT: 'trimRight',
  UPPERCASE: 'uppercase',
  URL_DECODE: 'urlDecode',
  URL_DECODE_UNI: 'urlDecodeUni',
  UTF8_TO_UNICODE: 'utf8toUnicode',
} as const satisfies Record<string, string>;

/** Those that AWS has and ModSecurity 3.0 has not: judged by AWS's text alone. */
export const withoutCounterpart: ReadonlySet<string> = new Set([
  'CMD_LINE_UNIX',
  'CMD_LINE_WIN',
  'JS_DECODE_EXT',
  'SHA256',
]);

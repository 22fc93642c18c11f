import type { ByteString } from '../engine/byte-string.ts';

/** Character by character, the names that AWS decodes it from, in any case. */
const names: readonly (readonly [character: ByteString, names: string])[] = [
  ['"', 'quot'],
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['\xa0', 'nbsp NonBreakingSpace'],
  ['\n', 'NewLine'],
  ['\t', 'Tab'],
  ['{', 'lcub lbrace'],
  ['|', 'verbar vert VerticalLine'],
  ['}', 'rcub rbrace'],
  ['!', 'excl'],
  ['#', 'num'],
  ['$', 'dollar'],
  ['%', 'percent percnt'],
  ["'", 'apos'],
  ['(', 'lpar'],
  [')', 'rpar'],
  ['*', 'ast midast'],
  ['+', 'plus'],
  [',', 'comma'],
  ['.', 'period'],
  ['/', 'sol'],
  [':', 'colon'],
  [';', 'semi'],
  ['=', 'equals'],
  ['?', 'quest'],
  ['~', 'tilde DiacriticalTilde'],
  ['-', 'minus'],
  ['[', 'lsqb lbrack'],
  ['\\', 'bsol'],
  [']', 'rsqb rbrack'],
  ['^', 'hat'],
  ['_', 'lowbar underbar'],
  ['`', 'grave DiacriticalGrave'],
];

/** Lower-case name to character. */
export const htmlEntities: ReadonlyMap<string, ByteString> = new Map(
  names.flatMap(([character, them]) => them.split(' ').map((name) => [name.toLowerCase(), character] as const)),
);

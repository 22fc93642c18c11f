import type { ByteString } from '../engine/byte-string.ts';

/** Words, in any script, and numbers, with spaces, commas, full stops and hyphens: no quote or other operator. */
const prose = /^[\w .,\x80-\xff-]*$/;

/** A hyphen that is more than a part of a number: it begins a comment, or takes one thing from another. */
const operatorHyphen = /(?<!\d)-|-(?!\d)/;

/** Paths, dates, times and identifiers: nothing that could separate the words of a statement. */
const oneName = /^[\w./:-]*$/;

/** Words without which no SQL made of nothing but words, numbers and commas does anything. */
const sqlWords =
  /\b(?:alter|and|asc?|begin|between|by|call|case|collate|create|declare|delete|desc|div|drop|exec|execute|from|go|group|having|if|in|insert|into|is|like|limit|mod|not|offset|or|order|procedure|regexp|rlike|select|set|show|similar|sounds|then|uni_?on|update|using|values|when|where|xor)\b/i;

/**
 * Whether a text is so plain that libinjection need not be asked: it knows no attack that is one name, or that consists
 * of words without a word of SQL among them. A test asks it about many such texts all the same.
 */
export const isPlainProse = (text: ByteString): boolean =>
  oneName.test(text) ? !text.includes('--') : prose.test(text) && !operatorHyphen.test(text) && !sqlWords.test(text);

import { htmlEntities as entities } from '../../../../lib/local/firewall/transformations/html-entities.ts';

/** Where ours and libmodsecurity 3.0.9 part, and which of the two AWS's text supports. */
export interface KnownDifference {
  readonly transformation: string;
  readonly why: string;
  /** True for exactly those answers that `why` explains. */
  readonly explains: (input: string, ours: string, theirs: string) => boolean;
}

const isUtf8 = (bytes: string): boolean =>
  Buffer.from(Buffer.from(bytes, 'latin1').toString('utf8')).toString('latin1') === bytes;

/** The pairs of digits that a text begins with. */
const hexBegin = (input: string): string => /^(?:[\da-fA-F]{2})*/.exec(input)?.[0] ?? '';
const fromHex = (pairs: string): string => Buffer.from(pairs, 'hex').toString('latin1');

const known = ['quot', 'amp', 'lt', 'gt', 'nbsp'];
const htmlEntities = [...entities.keys()].filter((name) => !known.includes(name));

export const knownDifferences: readonly KnownDifference[] = [
  {
    transformation: 'BASE64_DECODE',
    why: 'AWS says nothing of text that is not Base64 to its end, padding and all: ours decodes as far as it is, theirs nothing',
    explains: (input, ours, theirs) =>
      !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?$/.test(input) && ours.startsWith(theirs),
  },
  {
    transformation: 'BASE64_DECODE',
    why: 'theirs passes over line breaks, which are not of the alphabet',
    explains: (input) => /[\r\n]/.test(input),
  },
  {
    transformation: 'BASE64_DECODE_EXT',
    why: 'AWS passes over characters that are not valid: padding inside the text, at which theirs ends, and a digit too many, for which theirs decodes nothing',
    explains: (input, ours, theirs) => {
      const digits = input.replace(/[^A-Za-z0-9+/]/g, '').length;
      return (/=+[^=]/.test(input) || (digits % 4 === 1 && theirs === '')) && ours.startsWith(theirs);
    },
  },
  {
    transformation: 'COMPRESS_WHITE_SPACE',
    why: 'AWS counts the non-breaking space, byte 160, as white space; theirs leaves it',
    explains: (input, _, theirs) => input.includes('\xa0') && theirs.includes('\xa0'),
  },
  {
    transformation: 'CSS_DECODE',
    why: 'theirs loses what follows a byte 0: an accident of C strings, of which AWS says nothing',
    explains: (_, ours, theirs) => ours.includes('\0') && theirs === ours.slice(0, ours.indexOf('\0')),
  },
  {
    transformation: 'ESCAPE_SEQ_DECODE',
    why: 'AWS leaves encodings that are not valid in the output; theirs takes the backslash away',
    explains: (input, _, theirs) =>
      /\\(?![abfnrtv\\?'"0-7]|[xX][\da-fA-F]{2})/.test(input) && theirs.length < input.length,
  },
  {
    transformation: 'HEX_DECODE',
    why: 'what is no hexadecimal text has no decoding: ours ends where it ceases to be one, theirs makes bytes of anything',
    explains: (input, ours) => !/^[\da-fA-F]*$/.test(input) && ours === fromHex(hexBegin(input)),
  },
  {
    transformation: 'HTML_ENTITY_DECODE',
    why: 'AWS decodes some fifty names, theirs five',
    explains: (input) => htmlEntities.some((name) => input.toLowerCase().includes(`&${name}`)),
  },
  {
    transformation: 'NORMALIZE_PATH',
    why: 'AWS removes references to the folder above; a name that ends with two dots is none, and theirs takes it for one',
    explains: (input) => /[^/]\.\.(?:\/|$)/.test(input),
  },
  {
    transformation: 'NORMALIZE_PATH',
    why: 'the folder above the first one is the root: ours leaves its slash, theirs nothing',
    explains: (input, ours, theirs) => input.startsWith('/') && ours === `/${theirs}`,
  },
  {
    transformation: 'NORMALIZE_PATH',
    why: 'theirs leaves a folder of one letter and the reference out of it, where they follow another such pair',
    explains: (_, ours, theirs) => /(?:^|\/)[^/]?\/\.\.(?:\/|$)/.test(theirs) && !ours.includes('..'),
  },
  {
    transformation: 'NORMALIZE_PATH_WIN',
    why: 'folders of one letter, as in NORMALIZE_PATH',
    explains: (_, ours, theirs) => /(?:^|\/)[^/]?\/\.\.(?:\/|$)/.test(theirs) && !ours.includes('..'),
  },
  {
    transformation: 'NORMALIZE_PATH_WIN',
    why: 'AWS makes a slash of every backslash first, and then does as NORMALIZE_PATH; theirs passes over one behind a slash',
    explains: (input, ours) => /[/\\]\\/.test(input) && !ours.includes('\\'),
  },
  {
    transformation: 'NORMALIZE_PATH_WIN',
    why: 'names that end with two dots, and the root, as in NORMALIZE_PATH',
    explains: (input, ours, theirs) =>
      /[^/\\]\.\.(?:[/\\]|$)/.test(input) || (/^[/\\]/.test(input) && ours === `/${theirs}`),
  },
  {
    transformation: 'REMOVE_COMMENTS_CHAR',
    why: 'AWS names four marks; theirs knows those of HTML as well',
    explains: (input) => input.includes('-->') || input.includes('<!--'),
  },
  {
    transformation: 'REMOVE_WHITESPACE',
    why: 'theirs takes the byte 194, the first half of a non-breaking space in UTF-8, for white space wherever it stands',
    explains: (input, _, theirs) => input.includes('\xc2') && !theirs.includes('\xc2'),
  },
  {
    transformation: 'SQL_HEX_DECODE',
    why: 'theirs loses the last byte of a text that does not end within digits, and what follows a byte 0',
    explains: (_, ours, theirs) => theirs === ours.slice(0, -1) || (ours.includes('\0') && ours.startsWith(theirs)),
  },
  {
    transformation: 'SQL_HEX_DECODE',
    why: 'theirs overlooks a number that follows the digits of another one',
    explains: (input) => /0x[\da-f]+0x/i.test(input),
  },
  {
    transformation: 'UTF8_TO_UNICODE',
    why: 'what is not UTF-8 has no code points: ours leaves the bytes, theirs loses some of them',
    explains: (input) => !isUtf8(input),
  },
  {
    transformation: 'UTF8_TO_UNICODE',
    why: 'theirs drops the byte 0',
    explains: (_, ours, theirs) => theirs === ours.replaceAll('\0', ''),
  },
];

import { redactCardNumbers } from './card-numbers.ts';
import { marker } from './marker.ts';

interface Pattern {
  readonly what: string;
  readonly pattern: RegExp;
  readonly replacement: string;
}

/** What a quoted or bare value after a name looks like, also inside JSON that was quoted again. */
const value = String.raw`(?:\\*"(?:[^"\\]|\\(?!"))*\\*"|\\*'[^']*'|[^\s,;&"'}\]]+)`;
const names = [
  String.raw`[\w-]*(?:password|passwd|passphrase|secret|token|authorization|credential|api[-_ ]?key|cookie|otp)[\w-]*`,
  String.raw`(?:[\w-]*[-_])?(?:pin|cvv|cvc|pan|code)`,
  '[a-z]+(?:Code|Pin|Pan)',
].join('|');

/** What is never written, wherever it stands in a text. One secret, one row. */
const patterns: readonly Pattern[] = [
  {
    what: 'private keys in PEM',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
    replacement: marker,
  },
  {
    what: 'JSON Web Tokens, signed or encrypted (RFC 7515 §7.1, RFC 7516 §7.1)',
    pattern: /eyJ[\w-]{6,}(?:\.[\w-]*){1,4}/g,
    replacement: marker,
  },
  { what: 'Portcullis API keys', pattern: /pcl_(?:live|test)_\w+/g, replacement: marker },
  { what: 'AWS access keys', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, replacement: marker },
  {
    what: 'Bearer, DPoP and Basic credentials',
    pattern: /\b(Bearer|DPoP|Basic) +[^\s,;"']+/gi,
    replacement: `$1 ${marker}`,
  },
  {
    what: 'credentials with parameters (RFC 7616, SigV4)',
    pattern: /\b(Digest|AWS4-HMAC-SHA256) +\w+=.*/gi,
    replacement: `$1 ${marker}`,
  },
  { what: 'passwords in URLs', pattern: /(:\/\/)[^\s/@]+@/g, replacement: `$1${marker}@` },
  {
    what: 'values after a name that says what they are',
    pattern: new RegExp(String.raw`\b(${names})(\\*["']?\s*[:=]\s*)${value}`, 'gi'),
    replacement: `$1$2${marker}`,
  },
];

/** Each pattern needs one of these, and most texts that are logged hold none: one quick look instead of all patterns. */
const suspicious = /[\s:=]|eyJ|pcl_|AKIA|ASIA|-----BEGIN|\d(?:[ -]?\d){12}/i;

/** A text without secrets: tokens, keys, passwords, codes and card numbers are replaced by a marker. */
export function redactText(text: string): string {
  return suspicious.test(text) ? redactEvery(text) : text;
}

/** The same without the quick look. */
export function redactEvery(text: string): string {
  let redacted = text;
  for (const { pattern, replacement } of patterns) redacted = redacted.replace(pattern, replacement);
  return redactCardNumbers(redacted);
}

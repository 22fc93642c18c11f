import type { ByteString } from '../firewall/engine/byte-string.ts';

/** UTF-8 is shown as what it is, as long as a terminal only prints it. */
export function escapeBytes(bytes: ByteString): string {
  const decoded = Buffer.from(bytes, 'latin1').toString('utf8');
  const isText = Buffer.from(decoded, 'utf8').toString('latin1') === bytes;
  return (isText ? decoded : bytes).replace(/\\|[^\P{C}]|[\u2028\u2029]/gu, escapeCharacter);
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return named[character] ?? (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`);
}

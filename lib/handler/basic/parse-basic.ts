import type { Credentials } from '../http-auth/credentials.ts';

/** What the Basic scheme carries (RFC 7617). */
export interface BasicCredentials {
  readonly userId: string;
  readonly password: string;
}

const controlCharacter = /\p{Cc}/u;

/**
 * Reads the credentials of the Basic scheme: base64 of `user-id:password` in UTF-8, split at the first colon, so that a
 * password may hold one; normalised to NFC, as the challenge's `charset="UTF-8"` asks of clients (RFC 7617 §2.1).
 *
 * @returns undefined for another scheme, what is no base64 of UTF-8, control characters (§2), or an empty user id
 */
export function parseBasic({ scheme, token68 }: Credentials): BasicCredentials | undefined {
  if (scheme !== 'basic' || token68 === undefined) return undefined;
  const bytes = Buffer.from(token68, 'base64');
  // Node leaves out what is no base64; whoever wrote something else meant something else.
  if (bytes.toString('base64').replace(/=+$/, '') !== token68.replace(/=+$/, '')) return undefined;
  const text = toText(bytes)?.normalize('NFC');
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon <= 0 || controlCharacter.test(text)) return undefined;
  return { userId: text.slice(0, colon), password: text.slice(colon + 1) };
}

const toText = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

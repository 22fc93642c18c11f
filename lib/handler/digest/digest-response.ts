import { hash } from 'node:crypto';

/** What a client and the server both put into the digest (RFC 7616 §3.4.1), as the header spells it. */
export interface DigestInput {
  readonly nonce: string;
  /** Eight hexadecimal digits. */
  readonly nc: string;
  readonly cnonce: string;
  /** `uri` of the credentials: the request target. */
  readonly uri: string;
}

const sha256 = (text: string): string => hash('sha256', text);

/** H(A1) of `SHA-256`: as good as the password for this realm, so keep it as a secret. */
export const credentialHash = (username: string, realm: string, password: string): string =>
  sha256(`${username}:${realm}:${password}`);

/** `response` of a request. */
export const digestResponse = (credential: string, method: string, input: DigestInput): string =>
  respond(credential, `${method}:${input.uri}`, input);

/** `rspauth` of `Authentication-Info`, by which the server shows that it knows the secret, too (§3.5). */
export const serverResponse = (credential: string, input: DigestInput): string =>
  respond(credential, `:${input.uri}`, input);

const respond = (credential: string, a2: string, { nonce, nc, cnonce }: DigestInput): string =>
  sha256(`${credential}:${nonce}:${nc}:${cnonce}:auth:${sha256(a2)}`);

import { createHmac, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A request before it is signed. */
export interface Unsigned {
  readonly method: string;
  /** With its port: `localhost:8443`. */
  readonly authority: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Signer {
  readonly keyId: string;
  readonly sign: (base: Buffer) => Buffer;
}

export const ed25519Signer = (keyId: string, key: KeyObject): Signer => ({
  keyId,
  sign: (base) => sign(null, base, key),
});

/** @param dsaEncoding of the RFC, or the one that it does not want */
export const p256Signer = (
  keyId: string,
  key: KeyObject,
  dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363',
): Signer => ({
  keyId,
  sign: (base) => sign('sha256', base, { key, dsaEncoding }),
});

export const hmacSigner = (keyId: string, secret: string | Buffer): Signer => ({
  keyId,
  sign: (base) => createHmac('sha256', secret).update(base).digest(),
});

/** What a client chooses to sign, and how. */
export interface SigningChoice {
  readonly components?: readonly string[];
  /** As they stand in the header; an undefined one is left out. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly label?: string;
}

export const usualComponents = ['@method', '@authority', '@path', 'content-type', 'content-digest', 'idempotency-key'];
const tag = 'portcullis-bank';
export const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** The two headers of RFC 9421, written by hand, so that the product does not test itself. */
export function signRequest(request: Unsigned, signer: Signer, choice: SigningChoice = {}) {
  const { components = usualComponents, label = 'sig1' } = choice;
  const nonce = randomBytes(12).toString('base64url');
  const parameters = { created: `${nowSeconds()}`, keyid: `"${signer.keyId}"`, nonce: `"${nonce}"`, tag: `"${tag}"` };
  const all = Object.entries({ ...parameters, ...choice.parameters }).filter(([, value]) => value !== undefined);
  const list = components.map((name) => `"${name}"`).join(' ');
  const input = `(${list})${all.map(([name, value]) => `;${name}=${value}`).join('')}`;
  const lines = components.map((name) => `"${name}": ${componentOf(request, name)}`);
  const base = Buffer.from([...lines, `"@signature-params": ${input}`].join('\n'), 'latin1');
  return { 'signature-input': `${label}=${input}`, signature: `${label}=:${signer.sign(base).toString('base64')}:` };
}

function componentOf({ method, authority, path, headers }: Unsigned, name: string): string {
  const [bare = '', query = ''] = path.split('?');
  const derived: Readonly<Record<string, string>> = {
    '@method': method,
    '@authority': authority,
    '@path': bare,
    '@query': `?${query}`,
    '@scheme': 'https',
    '@target-uri': `https://${authority}${path}`,
  };
  return derived[name] ?? headers[name] ?? '';
}

import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Keys of who scans for leaked secrets, by the identifier that it sends. */
export type ScannerKeys = ReadonlyMap<string, KeyObject>;

export interface LeakReport {
  /** The body as it was sent: a signature is over bytes, and not over what they mean. */
  readonly body: Uint8Array;
  /** `Github-Public-Key-Identifier` */
  readonly keyId: string;
  /** `Github-Public-Key-Signature`, base64 of a DER signature. */
  readonly signature: string;
}

/**
 * The keys that a scanner publishes: `{"public_keys":[{"key_identifier":…,"key":"-----BEGIN PUBLIC KEY-----…"}]}` (GitHub,
 * "Secret scanning partner program"). What is no key of P-256 is left out.
 */
export function toScannerKeys(published: unknown): ScannerKeys {
  const list = isRecord(published) && Array.isArray(published['public_keys']) ? published['public_keys'] : [];
  return new Map(list.flatMap((each: unknown) => (isRecord(each) ? toKey(each['key_identifier'], each['key']) : [])));
}

function toKey(id: unknown, pem: unknown): readonly (readonly [string, KeyObject])[] {
  if (typeof id !== 'string' || typeof pem !== 'string' || !pem.startsWith('-----BEGIN PUBLIC KEY-----')) return [];
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? [[id, key]] : [];
  } catch {
    return [];
  }
}

/** Whether the report comes from the scanner: ECDSA with P-256 and SHA-256 over the body. */
export function isFromScanner({ body, keyId, signature }: LeakReport, keys: ScannerKeys): boolean {
  const key = keys.get(keyId);
  return key !== undefined && verify('sha256', body, key, Buffer.from(signature, 'base64'));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

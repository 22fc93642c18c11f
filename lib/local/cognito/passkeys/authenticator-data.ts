import { type Cbor, CborError, decodeCbor } from './cbor.ts';

/** What an authenticator signs (WebAuthn §6.1, "authenticator data"). */
export interface AuthenticatorData {
  readonly rpIdHash: Buffer;
  /** Somebody was there. */
  readonly userPresent: boolean;
  /** It was the same person as before: a finger, a face, a number. */
  readonly userVerified: boolean;
  /** Whether the key may be, and is, kept in more than one place. */
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** How often the key signed; zero for authenticators that do not count. */
  readonly signCount: number;
  /** In a registration only. */
  readonly credential: { readonly id: Buffer; readonly aaguid: Buffer; readonly publicKey: Cbor } | undefined;
}

const flag = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10, credential: 0x40, extensions: 0x80 };

/** Longest credential id (WebAuthn §5.8.3). */
const longestId = 1_023;

/** @throws CborError for bytes that are missing, left over, or flags that contradict one another */
export function parseAuthenticatorData(bytes: Buffer): AuthenticatorData {
  if (bytes.length < 37) throw new CborError('authenticator data is cut off');
  const flags = bytes.readUInt8(32);
  const has = (bit: number) => (flags & bit) !== 0;
  let end = 37;
  let credential: AuthenticatorData['credential'];
  if (has(flag.credential)) ({ credential, end } = parseCredential(bytes));
  if (has(flag.extensions)) {
    const extensions = decodeCbor(bytes, end);
    if (!(extensions.item instanceof Map)) throw new CborError('extensions are no map');
    end = extensions.end;
  }
  if (end !== bytes.length) throw new CborError('authenticator data goes on');
  if (has(flag.backedUp) && !has(flag.eligible)) throw new CborError('a key that may not be backed up is');
  return {
    rpIdHash: bytes.subarray(0, 32),
    userPresent: has(flag.present),
    userVerified: has(flag.verified),
    backupEligible: has(flag.eligible),
    backedUp: has(flag.backedUp),
    signCount: bytes.readUInt32BE(33),
    credential,
  };
}

function parseCredential(bytes: Buffer) {
  if (bytes.length < 55) throw new CborError('a credential is cut off');
  const length = bytes.readUInt16BE(53);
  if (!(length > 0 && length <= longestId && 55 + length < bytes.length))
    throw new CborError('a credential has no such id');
  const { item: publicKey, end } = decodeCbor(bytes, 55 + length);
  const credential = { id: bytes.subarray(55, 55 + length), aaguid: bytes.subarray(37, 53), publicKey };
  return { credential, end };
}

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { JsonObject } from '../../../lib/local/json.ts';

/** What an authenticator may do otherwise than it should. */
export interface Twist {
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly type?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  /** UP 1, UV 4, BE 8, BS 16, AT 64, ED 128. */
  readonly flags?: number;
  readonly signCount?: number;
  readonly fmt?: string;
  readonly statement?: Buffer;
  readonly id?: Buffer;
  readonly publicKey?: Buffer;
  readonly behind?: Buffer;
  readonly signer?: KeyObject;
  readonly userHandle?: Buffer | null;
}

/** A security key of paper: writes what WebAuthn and CTAP say, with an encoder of its own. */
export class Authenticator {
  readonly id = randomBytes(48);
  readonly origin: string;
  readonly #algorithm: 'ES256' | 'RS256';
  readonly #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  #userHandle: Buffer = Buffer.alloc(0);
  signCount = 0;

  constructor(origin = 'https://app.bank.example', algorithm: 'ES256' | 'RS256' = 'ES256') {
    this.origin = origin;
    this.#algorithm = algorithm;
    this.#keys =
      algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2_048 });
  }

  get privateKey(): KeyObject {
    return this.#keys.privateKey;
  }

  /** `navigator.credentials.create`, then `toJSON` */
  create(options: JsonObject, twist: Twist = {}): JsonObject {
    const { challenge, rp, user } = options as Record<string, Record<string, string>>;
    this.#userHandle = Buffer.from(user?.['id'] ?? '', 'base64url');
    const clientData = this.#clientData('webauthn.create', String(challenge), twist);
    const id = twist.id ?? this.id;
    const credential = [Buffer.alloc(16), sixteen(id.length), id, twist.publicKey ?? this.coseKey()];
    const data = this.#data(twist.rpId ?? rp?.['id'] ?? '', { flags: 0x45, ...twist }, credential);
    const attestationObject = map([
      [text('fmt'), text(twist.fmt ?? 'none')],
      [text('attStmt'), twist.statement ?? map([])],
      [text('authData'), bytes(data)],
    ]);
    return {
      ...{ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' },
      ...{ authenticatorAttachment: 'cross-platform', clientExtensionResults: {} },
      response: {
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['usb'],
      },
    };
  }

  /** `packed` attestation by the credential's own key. */
  createPacked(options: JsonObject, signer = this.privateKey): JsonObject {
    const plain = this.create(options);
    const response = plain['response'] as Record<string, string>;
    const clientData = Buffer.from(response['clientDataJSON'] ?? '', 'base64url');
    const { challenge, rp } = options as Record<string, Record<string, string>>;
    const credential = [Buffer.alloc(16), sixteen(this.id.length), this.id, this.coseKey()];
    const data = this.#data(rp?.['id'] ?? '', { flags: 0x45 }, credential);
    const statement = map([
      [text('alg'), integer(-7)],
      [text('sig'), bytes(sign('sha256', Buffer.concat([data, sha256(clientData)]), signer))],
    ]);
    if (challenge === undefined) throw new Error('no challenge');
    const attestationObject = map([
      [text('fmt'), text('packed')],
      [text('attStmt'), statement],
      [text('authData'), bytes(data)],
    ]);
    return { ...plain, response: { ...response, attestationObject: attestationObject.toString('base64url') } };
  }

  /** `navigator.credentials.get`, then `toJSON` */
  get(options: JsonObject, twist: Twist = {}): JsonObject {
    const { challenge, rpId } = options as Record<string, string>;
    this.signCount += 1;
    const clientData = this.#clientData('webauthn.get', challenge ?? '', twist);
    const data = this.#data(twist.rpId ?? rpId ?? '', { flags: 0x05, signCount: this.signCount, ...twist });
    const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), twist.signer ?? this.privateKey);
    const id = twist.id ?? this.id;
    const handle = twist.userHandle === undefined ? this.#userHandle : twist.userHandle;
    return {
      ...{ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' },
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: handle?.toString('base64url') ?? null,
      },
    };
  }

  coseKey(): Buffer {
    const jwk = this.#keys.publicKey.export({ format: 'jwk' });
    const part = (value: string | undefined) => bytes(Buffer.from(value ?? '', 'base64url'));
    if (this.#algorithm === 'RS256') {
      return map([
        [integer(1), integer(3)],
        [integer(3), integer(-257)],
        [integer(-1), part(jwk.n)],
        [integer(-2), part(jwk.e)],
      ]);
    }
    return ecKey(part(jwk.x), part(jwk.y));
  }

  #clientData(type: string, challenge: string, twist: Twist): Buffer {
    const { origin = this.origin, crossOrigin = false } = twist;
    const data = { type: twist.type ?? type, challenge: twist.challenge ?? challenge, origin, crossOrigin };
    return Buffer.from(JSON.stringify({ ...data, other_keys_can_be_added_here: 'do not compare with a template' }));
  }

  #data(rpId: string, { flags = 0, signCount = 0, behind }: Twist, credential: readonly Buffer[] = []): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(signCount);
    return Buffer.concat([
      sha256(Buffer.from(rpId)),
      Buffer.from([flags]),
      count,
      ...credential,
      behind ?? Buffer.alloc(0),
    ]);
  }
}

export const ecKey = (x: Buffer, y: Buffer, algorithm = -7, curve = 1): Buffer =>
  map([
    [integer(1), integer(2)],
    [integer(3), integer(algorithm)],
    [integer(-1), integer(curve)],
    [integer(-2), x],
    [integer(-3), y],
  ]);

const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest();

function sixteen(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.concat([Buffer.from([(major << 5) | 25]), sixteen(value)]);
}

export const integer = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));
export const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value]);
export const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
export const array = (items: readonly Buffer[]): Buffer => Buffer.concat([head(4, items.length), ...items]);
export const map = (entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flat()]);

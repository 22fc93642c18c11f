import { createHash, verify } from 'node:crypto';
import { AwsError } from '../../aws-service.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import { type AuthenticatorData, parseAuthenticatorData } from './authenticator-data.ts';
import { type Cbor, CborError, decodeWhole } from './cbor.ts';
import { type PasskeyKey, toPasskeyKey } from './cose-key.ts';

/** What every ceremony must show. */
export interface Terms {
  readonly relyingPartyId: string;
  readonly userVerification: 'required' | 'preferred';
}

export interface NewCredential {
  readonly id: Buffer;
  readonly key: PasskeyKey;
  readonly signCount: number;
  readonly backupEligible: boolean;
}

/**
 * A registration (WebAuthn §7.1, steps 12 to 21). No attestation was asked for, so there is none, or the key vouches for
 * itself.
 *
 * @throws AwsError InvalidParameterException, WebAuthnRelyingPartyMismatchException, WebAuthnCredentialNotSupportedException
 */
export function judgeRegistration(attestation: Buffer, clientDataJson: Buffer, terms: Terms): NewCredential {
  const { fmt, statement, authData } = parseAttestation(attestation);
  const data = readData(authData, terms);
  if (data.credential === undefined) throw invalidParameter('the authenticator made no credential');
  const key = toPasskeyKey(data.credential.publicKey);
  if (key === undefined) throw refusal('passkey-unsupported');
  if (!isOwnAttestation(fmt, statement, { key, signed: signedBytes(authData, clientDataJson) })) {
    throw refusal('passkey-unsupported');
  }
  return { id: data.credential.id, key, signCount: data.signCount, backupEligible: data.backupEligible };
}

/** What of an assertion is kept, or looked at further. */
export type Asserted = Pick<AuthenticatorData, 'signCount' | 'userVerified' | 'backupEligible'>;

/**
 * The signature of a sign-in (WebAuthn §7.2, steps 15 to 21).
 *
 * @returns undefined when it is not by this key, or over something else
 */
export function judgeAssertion(
  { authData, clientDataJson, signature }: Readonly<Record<'authData' | 'clientDataJson' | 'signature', Buffer>>,
  key: PasskeyKey,
  terms: Terms,
): Asserted | undefined {
  const data = readData(authData, terms);
  if (data.credential !== undefined) throw invalidParameter('a sign-in makes no credential');
  return isSigned(signature, { key, signed: signedBytes(authData, clientDataJson) }) ? data : undefined;
}

function readData(authData: Buffer, { relyingPartyId, userVerification }: Terms): AuthenticatorData {
  const data = orInvalid(() => parseAuthenticatorData(authData));
  if (!data.rpIdHash.equals(sha256(Buffer.from(relyingPartyId)))) throw refusal('passkey-relying-party');
  if (!data.userPresent) throw invalidParameter('nobody was present');
  if (userVerification === 'required' && !data.userVerified) throw invalidParameter('the user was not verified');
  return data;
}

interface Attestation {
  readonly fmt: Cbor | undefined;
  readonly statement: ReadonlyMap<number | string, Cbor>;
  readonly authData: Buffer;
}

function parseAttestation(bytes: Buffer): Attestation {
  const object = orInvalid(() => decodeWhole(bytes));
  const [fmt, statement, authData] =
    object instanceof Map ? ['fmt', 'attStmt', 'authData'].map((name): Cbor | undefined => object.get(name)) : [];
  if (!(statement instanceof Map) || !(authData instanceof Buffer)) {
    throw invalidParameter('attestationObject is not what an authenticator writes');
  }
  return { fmt, statement, authData };
}

/** `none`, or `packed` signed by the credential's own key (WebAuthn §8.2). Certificates of makers are not judged here. */
function isOwnAttestation(fmt: Attestation['fmt'], statement: Attestation['statement'], own: Signed): boolean {
  if (fmt === 'none') return statement.size === 0;
  const signature = statement.get('sig');
  if (fmt !== 'packed' || statement.has('x5c') || !(signature instanceof Buffer)) return false;
  return statement.get('alg') === own.key.algorithm && isSigned(signature, own);
}

interface Signed {
  readonly key: PasskeyKey;
  readonly signed: Buffer;
}

const isSigned = (signature: Buffer, { key, signed }: Signed): boolean => verify('sha256', signed, key.key, signature);

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const signedBytes = (authData: Buffer, clientDataJson: Buffer): Buffer =>
  Buffer.concat([authData, sha256(clientDataJson)]);

function orInvalid<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof CborError) throw new AwsError('InvalidParameterException', error.message);
    throw error;
  }
}

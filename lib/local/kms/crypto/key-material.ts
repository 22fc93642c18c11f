import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Generation } from '../key-specs.ts';

const generatePair = promisify(generateKeyPair);

/** Random bytes, or a private key in PKCS #8. */
export const makeMaterial = async (generation: Generation): Promise<Buffer> => {
  // An RSA key takes a second: the event loop must not wait for it.
  if (generation.kind !== 'rsa') return makeMaterialAtOnce(generation);
  const { privateKey } = await generatePair('rsa', { modulusLength: generation.bits });
  return encoded(privateKey);
};

/** The same for a template, which is declared in one go. */
export const makeMaterialAtOnce = (generation: Generation): Buffer => {
  switch (generation.kind) {
    case 'random':
      return randomBytes(generation.bytes);
    case 'rsa':
      return encoded(generateKeyPairSync('rsa', { modulusLength: generation.bits }).privateKey);
    case 'ec':
      return encoded(generateKeyPairSync('ec', { namedCurve: generation.curve }).privateKey);
    case 'ed25519':
      return encoded(generateKeyPairSync('ed25519').privateKey);
  }
};

export const toPrivateKey = (material: Buffer): KeyObject =>
  createPrivateKey({ key: material, format: 'der', type: 'pkcs8' });

/** X.509 SubjectPublicKeyInfo (RFC 5280) in DER, as `GetPublicKey` answers it. */
export const toPublicKey = (material: Buffer): Buffer =>
  createPublicKey(toPrivateKey(material)).export({ format: 'der', type: 'spki' });

const encoded = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'pkcs8' });

import type { InputFault } from '../../lib/contract/index.ts';
import { newDigestUser, newSigningKeyId, newSigningSecret, parseSigningKey, realm } from '../../lib/handler/index.ts';
import { credentialIdOf, type Material } from './credential-item.ts';
import { makeCertificateMaterial } from './make-certificate-material.ts';
import type { NewCredential } from './schemas.ts';
import { seal } from './seal.ts';

/** What a new credential is made of. */
export interface Made {
  /** Public: what the client calls itself by. */
  readonly id: string;
  readonly material: Material;
  /** Shown once; undefined where the client has the secret already. */
  readonly secret: string | undefined;
}

type Make<Kind extends NewCredential['kind']> = (
  wanted: Extract<NewCredential, { readonly kind: Kind }>,
  signal: AbortSignal,
) => Promise<Made | readonly InputFault[]>;

const digest: Make<'digest'> = async ({ kind }, signal) => {
  const { username: id, password: secret, credential } = newDigestUser(realm());
  const sealed = await seal(credentialIdOf(kind, id), Buffer.from(credential, 'latin1'), signal);
  return { id, material: { kind, sealed }, secret };
};

const signature: Make<'signature'> = async ({ kind, algorithm, publicKey, publicJwk }, signal) => {
  const given = publicKey ?? publicJwk;
  if (publicKey !== undefined && publicJwk !== undefined) return fault('is given in two forms');
  const id = newSigningKeyId();
  if (algorithm === 'hmac-sha256') {
    if (given !== undefined) return fault('is not for a shared secret, which is generated');
    const secret = newSigningSecret();
    return {
      id,
      material: { kind, algorithm, sealed: await seal(credentialIdOf(kind, id), secret, signal) },
      secret: secret.toString('base64url'),
    };
  }
  const key = given === undefined ? undefined : parseSigningKey(given, algorithm);
  if (key === undefined) return fault(`is no public key for ${algorithm}`);
  return {
    id,
    material: { kind, algorithm, publicKey: key.export({ type: 'spki', format: 'der' }) },
    secret: undefined,
  };
};

const fault = (detail: string): readonly InputFault[] => [{ pointer: '/body/publicKey', detail }];

const certificate: Make<'certificate'> = async (wanted) => makeCertificateMaterial(wanted);

/** One row a kind. @returns what is wrong with the request, where something is */
export function makeMaterial(wanted: NewCredential, signal: AbortSignal): Promise<Made | readonly InputFault[]> {
  switch (wanted.kind) {
    case 'digest':
      return digest(wanted, signal);
    case 'signature':
      return signature(wanted, signal);
    case 'certificate':
      return certificate(wanted, signal);
  }
}

import * as z from 'zod';
import { Cidr, Client, Instant, KeyMethod, Memo, Name } from '../schemas.ts';

/** Shapes of the credentials' contracts. Handlers import the types of this file only, as of ../schemas.ts. */

/** `digest.svc-…`, `signature.key-…`, `certificate.<thumbprint>` */
export const CredentialId = z.string().regex(/^(digest|signature|certificate)\.[\w-]{1,64}$/);

/** Scopes that a service credential can carry: those of the endpoints that take one. */
export const CredentialScope = z.enum(['bank/rates.read', 'bank/payment-orders.write', 'bank/settlements.read']);

/** Roles that a service credential can have: people sign in. */
export const CredentialRole = z.enum(['partner', 'initiator']);

const terms = {
  client: Client,
  /** Which of the client's services holds it. */
  name: Name,
  /** What for. */
  purpose: Memo,
  scopes: z.array(CredentialScope).min(1).max(10),
  roles: z.array(CredentialRole).min(1).max(5),
};

const limits = {
  /** Where it may be used from; none given, from everywhere. */
  allowedCidrs: z.array(Cidr).max(20),
  /** What it may be used with; none given, with every method. */
  allowedMethods: z.array(KeyMethod).max(5),
};

const newTerms = {
  ...terms,
  allowedCidrs: limits.allowedCidrs.optional(),
  allowedMethods: limits.allowedMethods.optional(),
  /** A year at most: no credential works for ever. */
  expiresInDays: z.int().min(1).max(365),
};

/** Registry of RFC 9421 §6.2. */
const algorithm = z.enum(['ed25519', 'ecdsa-p256-sha256', 'hmac-sha256']);

/** A public key in PEM (RFC 7468 §13); a private one is refused. */
const publicKey = z
  .string()
  .max(1_000)
  .regex(/^-----BEGIN PUBLIC KEY-----[0-9A-Za-z+/=\s]+-----END PUBLIC KEY-----\s*$/);

/** The same as a JWK (RFC 7517). */
const publicJwk = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('OKP'), crv: z.enum(['Ed25519']), x: z.string().regex(/^[\w-]{43}$/) }),
  z.strictObject({
    kty: z.literal('EC'),
    crv: z.enum(['P-256']),
    x: z.string().regex(/^[\w-]{43}$/),
    y: z.string().regex(/^[\w-]{43}$/),
  }),
]);

/**
 * Of an alternative name, whatever its type: parts between dots and slashes, the first behind a scheme or not; no `..` and no
 * `//` else. The handler sees whether it is one, and whether the certificate has it.
 */
const alternativeName = z
  .string()
  .max(500)
  .regex(/^([\w.+-]+:\/\/)?[\w:@+-]+((\.|\/\.?)[\w:@+-]+)*\/?$/);

/**
 * This certificate alone; or also each later one to which its issuer gives the same subject, or the same alternative name of
 * this type (RFC 8705 §2.1.2).
 */
const covers = z.discriminatedUnion('by', [
  z.strictObject({ by: z.enum(['certificate', 'subject']) }),
  z.strictObject({ by: z.enum(['dns', 'uri', 'ip', 'email']), name: alternativeName }),
]);

export const NewCredential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('digest'), ...newTerms }),
  z.strictObject({
    kind: z.literal('signature'),
    ...newTerms,
    algorithm,
    /** Of the client, in one of the two forms; in none for `hmac-sha256`, whose secret is generated. */
    publicKey: publicKey.optional(),
    publicJwk: publicJwk.optional(),
  }),
  z.strictObject({
    kind: z.literal('certificate'),
    ...newTerms,
    /** Of the client, in PEM (RFC 7468 §5), without its key. */
    certificate: z
      .string()
      .max(7_000)
      .regex(/^-----BEGIN CERTIFICATE-----[0-9A-Za-z+/=\s]+-----END CERTIFICATE-----\s*$/),
    covers,
  }),
]);

const TermName = z.string().regex(/^[\w./:-]{1,128}$/);

/** `sub` of the operator, or the tool that filled the bank. */
const Issuer = z.string().regex(/^[\w.:-]{1,128}$/);

/** As a certificate spells a name (RFC 4514). */
const DistinguishedName = z.string().max(1_000);

/** A credential as operators see it: never its secret. */
export const CredentialView = z.strictObject({
  credentialId: CredentialId,
  kind: z.enum(['digest', 'signature', 'certificate']),
  /** What the client calls itself by: its user name, the id of its key, the thumbprint of its certificate. */
  subject: z.string().regex(/^[\w-]{1,64}$/),
  ...terms,
  ...limits,
  // Names, not the ones of today: a credential outlives the scope that it was issued for.
  scopes: z.array(TermName).min(1).max(10),
  roles: z.array(TermName).min(1).max(5),
  algorithm: algorithm.optional(),
  subjectDN: DistinguishedName.optional(),
  issuerDN: DistinguishedName.optional(),
  /** That a certificate is known by, where it is one: `dns:pay.acme.example`. */
  alternativeName: z.string().max(510).optional(),
  serialNumber: z
    .string()
    .regex(/^[0-9A-Fa-f:]{1,128}$/)
    .optional(),
  status: z.enum(['active', 'expired', 'revoked']),
  createdAt: Instant,
  createdBy: Issuer,
  expiresAt: Instant,
  revokedAt: Instant.optional(),
  revokedBy: Issuer.optional(),
});

/** The one answer that holds a secret: a password, or a shared secret in base64url; none where the client had it already. */
export const IssuedCredential = z.strictObject({
  ...CredentialView.shape,
  secret: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
});

export type NewCredential = z.infer<typeof NewCredential>;
export type CredentialView = z.infer<typeof CredentialView>;

import type { Right } from '../aws-service.ts';

/** Names and values that a ciphertext is bound to; they are not secret. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** One text for one context, whatever the order of its members, to be authenticated with the ciphertext. */
export const authenticatedBytes = (context: EncryptionContext = {}): Buffer => {
  const members = Object.entries(context).sort(([one], [two]) => (one < two ? -1 : 1));
  return Buffer.from(members.length === 0 ? '' : JSON.stringify(members));
};

/** What policies see of it: `kms:EncryptionContext:<name>` and `kms:EncryptionContextKeys`. */
export const contextConditions = (context: EncryptionContext = {}): NonNullable<Right['context']> => {
  const names = Object.keys(context);
  return {
    ...Object.fromEntries(
      Object.entries(context).map(([name, value]) => [`kms:encryptioncontext:${name.toLowerCase()}`, [value]]),
    ),
    ...(names.length === 0 ? {} : { 'kms:encryptioncontextkeys': names }),
  };
};

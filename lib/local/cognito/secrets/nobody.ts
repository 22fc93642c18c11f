import type { Vault } from '../../vault.ts';
import type { ContactAttribute, UserPool } from '../user-pool.ts';
import type { SrpRecord } from './srp.ts';

/**
 * What a user who does not exist would be called and salted with, where clients must not learn who exists: the same at
 * every try, and only whoever has the master key could tell that it was made up.
 */
export interface Nobody {
  /** User names that are made here are UUIDs of version 4, and so is this one. */
  userId(pool: UserPool, name: string): string;
  /** The salt looks like any other; no password has this verifier. */
  srpRecord(pool: UserPool, userId: string): SrpRecord;
  /** With what a sign-in could begin: some of it, as real people have, since all of it would tell. */
  firstFactors(pool: UserPool, userId: string): UserPool['firstFactors'];
  /** A passkey that a sign-in could ask for. */
  passkeyId(pool: UserPool, userId: string): Buffer;
  /** Where a code would be said to go: the address or number that was given, else one that is made up. */
  contact(
    pool: UserPool,
    name: string,
    wanted?: ContactAttribute,
  ): { readonly attribute: ContactAttribute; readonly value: string };
}

export const createNobody = (vault: Vault): Nobody => ({
  userId(pool, name) {
    const bytes = vault.invent(`user-id ${pool.id} ${name}`, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  },
  srpRecord(pool, userId) {
    const bytes = vault.invent(`srp-record ${pool.id} ${userId}`, 16 + 384);
    return { salt: bytes.subarray(0, 16), verifier: bytes.subarray(16) };
  },
  firstFactors(pool, userId) {
    const [first = 0, ...others] = vault.invent(`first-factors ${pool.id} ${userId}`, 1 + pool.firstFactors.length);
    const further = pool.firstFactors.filter((name, index) => name !== 'PASSWORD' && (others[index] ?? 0) % 2 === 0);
    // Who has no password came by a code: nobody has a passkey alone.
    const hasCode = further.some((name) => name !== 'WEB_AUTHN');
    return hasCode && first % 4 === 0 ? further : ['PASSWORD', ...further];
  },
  passkeyId: (pool, userId) => vault.invent(`passkey ${pool.id} ${userId}`, 32),
  contact(pool, name, wanted) {
    if (/^\+\d/.test(name) && wanted !== 'email') return { attribute: 'phone_number', value: name };
    if (name.includes('@') && wanted !== 'phone_number') return { attribute: 'email', value: name };
    if (wanted === 'phone_number') {
      const digits = vault.invent(`number ${pool.id} ${name}`, 2).readUInt16BE() % 10_000;
      return { attribute: 'phone_number', value: String(digits).padStart(4, '0') };
    }
    const letters = [...vault.invent(`contact ${pool.id} ${name}`, 2)].map((byte) =>
      'abcdefghijklmnoprstw'.charAt(byte % 20),
    );
    return { attribute: 'email', value: letters.join('@') };
  },
});

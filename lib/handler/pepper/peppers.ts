import type { KeyObject } from 'node:crypto';
import { toPepper } from '../api-key/hash-api-key.ts';

/** What keys hashes, and the version that stands beside each of them. */
export interface Pepper {
  readonly version: number;
  readonly key: KeyObject;
}

/** The peppers that are good now. */
export interface Peppers {
  /** Whatever is hashed from now on. */
  readonly newest: Pepper;
  /** @returns undefined for a version that was removed: no hash under it is good any more */
  readonly keyOf: (version: number) => KeyObject | undefined;
}

/** Of a secret that is one text, and of what was hashed before there were versions. */
export const firstVersion = 1;

/**
 * The peppers as they stand in the vault: one text, or JSON with a text for each version, `{"1":"…","2":"…"}`, of which the
 * highest is the newest.
 *
 * @throws Error for a secret that cannot be read, a pepper of fewer than 32 characters, and one text under two versions:
 * that would be no rotation. Nothing of the secret is in it.
 */
export function toPeppers(secret: string): Peppers {
  const texts = textsIn(secret);
  if (new Set(texts.values()).size !== texts.size) throw new Error('two versions of a pepper are the same');
  const keys = new Map([...texts].map(([version, text]) => [version, toPepper(text)]));
  const [newest] = [...keys].map(([version, key]) => ({ version, key })).sort((a, b) => b.version - a.version);
  if (newest === undefined) throw new Error('a secret holds no pepper');
  return { newest, keyOf: (version) => keys.get(version) };
}

/** A generated secret has letters and digits only. */
function textsIn(secret: string): ReadonlyMap<number, string> {
  if (!secret.startsWith('{')) return new Map([[firstVersion, secret]]);
  return new Map(
    Object.entries(parse(secret)).map(([version, text]) => {
      if (!/^[1-9]\d{0,8}$/.test(version) || typeof text !== 'string') {
        throw new Error('a secret of several peppers names each by a whole number');
      }
      return [Number(version), text];
    }),
  );
}

function parse(secret: string): object {
  try {
    // What begins with a brace is an object, or no JSON.
    return JSON.parse(secret) as object;
  } catch {
    // The parser's own error shows what it read.
    throw new Error('a secret of several peppers is JSON');
  }
}

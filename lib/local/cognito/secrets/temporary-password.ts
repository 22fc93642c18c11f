import { randomInt } from 'node:crypto';
import type { PasswordPolicy } from '../user-pool.ts';

const kinds = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!#$%*+-=?@^_'] as const;
const shortest = 12;

/** A random password with a character of each kind, as long as the policy asks and never shorter than twelve. */
export function createTemporaryPassword({ minimumLength }: PasswordPolicy): string {
  const all = kinds.join('');
  const characters = [
    ...kinds.map(pick),
    ...Array.from({ length: Math.max(minimumLength, shortest) - kinds.length }, () => pick(all)),
  ];
  for (let index = characters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? '', characters[index] ?? ''];
  }
  return characters.join('');
}

const pick = (alphabet: string): string => alphabet.charAt(randomInt(alphabet.length));

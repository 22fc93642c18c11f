import { randomInt } from 'node:crypto';
import { invalidParameter } from './errors.ts';

/** Of what a password is made, as `GetRandomPassword` and `GenerateSecretString` say it. */
export interface PasswordOptions {
  /** @default 32 */
  readonly PasswordLength?: number | undefined;
  readonly ExcludeCharacters?: string | undefined;
  readonly ExcludeNumbers?: boolean | undefined;
  readonly ExcludePunctuation?: boolean | undefined;
  readonly ExcludeUppercase?: boolean | undefined;
  readonly ExcludeLowercase?: boolean | undefined;
  readonly IncludeSpace?: boolean | undefined;
  /** At least one character of each type that is not excluded. @default true */
  readonly RequireEachIncludedType?: boolean | undefined;
}

const DEFAULT_LENGTH = 32;

/** Each type with the option that leaves it out ("GetRandomPassword" in the API reference). */
const types = [
  { characters: 'abcdefghijklmnopqrstuvwxyz', isIn: ({ ExcludeLowercase: out }: PasswordOptions) => out !== true },
  { characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', isIn: ({ ExcludeUppercase: out }: PasswordOptions) => out !== true },
  { characters: '0123456789', isIn: ({ ExcludeNumbers: out }: PasswordOptions) => out !== true },
  {
    characters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    isIn: ({ ExcludePunctuation: out }: PasswordOptions) => out !== true,
  },
  { characters: ' ', isIn: ({ IncludeSpace: included }: PasswordOptions) => included === true },
] as const;

/**
 * A random password; every one that the options allow is as likely as every other.
 *
 * @throws AwsError `InvalidParameterException` when no password fits the options
 */
export const generatePassword = (options: PasswordOptions): string => {
  const { PasswordLength: length = DEFAULT_LENGTH, ExcludeCharacters: excluded = '' } = options;
  const alphabets = types
    .filter(({ isIn }) => isIn(options))
    .map(({ characters }) => [...characters].filter((character) => !excluded.includes(character)));
  const alphabet = alphabets.flat();
  const required = options.RequireEachIncludedType === false ? [] : alphabets;
  if (alphabet.length === 0 || required.some((characters) => characters.length === 0) || !(required.length <= length)) {
    throw invalidParameter('No password of this length can be made of the characters that are not excluded.');
  }
  // Throwing away what lacks a type, instead of mending it, keeps the choice fair.
  for (;;) {
    const password = Array.from({ length }, () => alphabet[randomInt(alphabet.length)] ?? '');
    if (required.every((characters) => password.some((character) => characters.includes(character)))) {
      return password.join('');
    }
  }
};

import * as z from 'zod';
import { generatePassword } from '../generate-password.ts';
import type { Operation } from '../operation.ts';
import { readInput } from '../read-input.ts';

const LONGEST = 4096;
const input = z.strictObject({
  PasswordLength: z.number().int().min(1).max(LONGEST).optional(),
  ExcludeCharacters: z.string().max(LONGEST).optional(),
  ExcludeNumbers: z.boolean().optional(),
  ExcludePunctuation: z.boolean().optional(),
  ExcludeUppercase: z.boolean().optional(),
  ExcludeLowercase: z.boolean().optional(),
  IncludeSpace: z.boolean().optional(),
  RequireEachIncludedType: z.boolean().optional(),
});

export const getRandomPassword: Operation = {
  name: 'GetRandomPassword',
  on: 'all',
  run: (_, request) => ({ RandomPassword: generatePassword(readInput(input, request)) }),
};

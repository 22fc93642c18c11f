import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { operation } from '../operation.ts';

export const generateRandom = operation({
  name: 'GenerateRandom',
  input: z.strictObject({ NumberOfBytes: z.number().int().min(1).max(1024) }),
  rights: () => [{ action: 'kms:GenerateRandom', resource: '*' }],
  run: (_, { NumberOfBytes: bytes }) => ({ Plaintext: randomBytes(bytes).toString('base64') }),
});

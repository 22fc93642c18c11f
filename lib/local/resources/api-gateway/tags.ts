import * as z from 'zod';

export const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional();

export const noTags = { kind: 'not-enforced', why: 'nothing on this machine reads tags' } as const;

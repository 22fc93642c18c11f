import * as z from 'zod';

/** What all resources of AWS WAF have. */
export const resourceProperties = {
  Name: z
    .string()
    .regex(/^[\w-]{1,128}$/, 'may hold 1 to 128 letters, digits, - and _')
    .optional(),
  Description: z.string().max(256).optional(),
  Scope: z.literal('REGIONAL', 'must be REGIONAL: the local runtime has no CloudFront'),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
};

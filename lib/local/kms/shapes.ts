import * as z from 'zod';

export const description = z.string().max(8192);

/** JSON text of a key policy. */
export const policyText = z.string().min(1).max(32_768);

export const tag = z.strictObject({ TagKey: z.string().min(1).max(128), TagValue: z.string().max(256) });
export const tags = z.array(tag).max(50);

export const aliasName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[a-zA-Z0-9/_-]+$/);

/** Of a list. */
export const paging = {
  Limit: z.number().int().min(1).max(1000).optional(),
  Marker: z.string().min(1).max(1024).optional(),
};

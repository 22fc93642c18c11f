import type * as z from 'zod';
import type { JsonObject } from '../json.ts';
import { readMembers } from '../read-members.ts';
import { invalid } from './errors.ts';

/** @throws AwsError `ValidationException` */
export const readInput = <Input>(schema: z.ZodType<Input>, input: JsonObject): Input =>
  readMembers(schema, input, invalid);

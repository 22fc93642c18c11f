import * as z from 'zod';
import type { JsonObject } from '../json.ts';
import { readMembers } from '../read-members.ts';
import { invalidParameter } from './errors.ts';

export const queueUrl = z.string().min(1).max(2_048);

/** @throws AwsError `InvalidParameterValue` */
export const readInput = <Input>(schema: z.ZodType<Input>, input: JsonObject): Input =>
  readMembers(schema, input, invalidParameter);

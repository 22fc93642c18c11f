import * as z from 'zod';
import { AwsError } from '../aws-service.ts';
import type { Engine } from './operation.ts';

const MOST_TAGS = 50;

export const tags = z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(1_000);

/** @throws AwsError `TooManyTagsError` */
export const setTags = ({ store }: Engine, name: string, added: z.infer<typeof tags>): void => {
  for (const { Key, Value } of added) store.setTag(name, Key, Value);
  if (store.tags(name).size > MOST_TAGS) {
    throw new AwsError('TooManyTagsError', `A parameter has at most ${MOST_TAGS} tags.`);
  }
};

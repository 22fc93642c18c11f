import * as z from 'zod';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { findTagged, rightToTags } from './tagged.ts';

/** At most 50 tags: they are one page, so there is nothing to go on with. */
const input = z.strictObject({ ResourceArn: z.string().min(1).max(1283) });

export const listTagsOfResource: Operation = {
  name: 'ListTagsOfResource',
  rights: (_, request) => [rightToTags('ListTagsOfResource', request)],
  run: (engine, request) => {
    const { tags = [] } = findTagged(engine, readInput(input, request).ResourceArn);
    return { Tags: tags.map((tag) => ({ ...tag })) };
  },
};

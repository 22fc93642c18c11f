import * as z from 'zod';
import { withoutTags } from '../definition/tags.ts';
import { validationError } from '../errors.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { findTagged, rightToTags } from './tagged.ts';

const input = z.strictObject({ ResourceArn: z.string().min(1).max(1283), TagKeys: z.array(z.string().max(128)) });

export const untagResource: Operation = {
  name: 'UntagResource',
  rights: (_, request) => [rightToTags('UntagResource', request)],
  run: (engine, request) => {
    const { ResourceArn: arn, TagKeys: keys } = readInput(input, request);
    if (keys.length === 0) throw validationError('Atleast one Tag Key needs to be provided as Input.');
    const table = findTagged(engine, arn);
    const changed = withoutTags(table.tags ?? [], keys);
    engine.writes.flush();
    engine.catalog.change(table, (definition) => ({ ...definition, tags: changed }));
    return {};
  },
};

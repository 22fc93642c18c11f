import * as z from 'zod';
import { tagShape } from '../definition/table-shape.ts';
import { withTags } from '../definition/tags.ts';
import { validationError } from '../errors.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { findTagged, rightToTags } from './tagged.ts';

const input = z.strictObject({ ResourceArn: z.string().min(1).max(1283), Tags: z.array(tagShape) });

export const tagResource: Operation = {
  name: 'TagResource',
  rights: (_, request) => [rightToTags('TagResource', request)],
  run: (engine, request) => {
    const { ResourceArn: arn, Tags: tags } = readInput(input, request);
    if (tags.length === 0) throw validationError('Atleast one Tag needs to be provided as Input.');
    const table = findTagged(engine, arn);
    const changed = withTags(table.tags ?? [], tags);
    engine.writes.flush();
    engine.catalog.change(table, (definition) => ({ ...definition, tags: changed }));
    return {};
  },
};

import * as z from 'zod';
import { namesIn, type Operation } from '../operation.ts';
import { parseParameterId } from '../parameter-name.ts';
import { readInput } from '../read-input.ts';

const input = z.strictObject({ Names: z.array(z.string().min(1).max(2_048)).min(1).max(10) });

/** Removes up to ten; the names of those that are not there are listed. */
export const deleteParameters: Operation = {
  name: 'DeleteParameters',
  on: ({ Names }) => namesIn(Names),
  run({ store }, request) {
    const names = [...new Set(readInput(input, request).Names)];
    const isThere = (id: string) => store.latest(parseParameterId(id).name) !== undefined;
    const there = names.filter(isThere);
    const missing = names.filter((id) => !isThere(id));
    for (const id of there) store.remove(parseParameterId(id).name);
    return { DeletedParameters: there, InvalidParameters: missing };
  },
};

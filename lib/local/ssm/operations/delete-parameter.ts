import * as z from 'zod';
import { parameterNotFound } from '../errors.ts';
import { namesIn, type Operation } from '../operation.ts';
import { parseParameterId } from '../parameter-name.ts';
import { readInput } from '../read-input.ts';

const input = z.strictObject({ Name: z.string().min(1).max(2_048) });

/** Removes a parameter with all its versions. */
export const deleteParameter: Operation = {
  name: 'DeleteParameter',
  on: ({ Name }) => namesIn(Name),
  run({ store }, request) {
    const { name } = parseParameterId(readInput(input, request).Name);
    if (store.latest(name) === undefined) throw parameterNotFound(name);
    store.remove(name);
    return {};
  },
};

import * as z from 'zod';
import { fieldKind } from '../engine/field.ts';
import { parseQueryArguments } from './query-arguments.ts';

/** The value of every argument, not the names. */
export const allQueryArguments = fieldKind({
  name: 'AllQueryArguments',
  properties: z.strictObject({}),
  takesPreParse: true,
  compile: (_, prepare) => ({
    extract: ({ request }) => parseQueryArguments(prepare(request.queryString)).map(([, value]) => value),
    surcharge: 10,
  }),
});

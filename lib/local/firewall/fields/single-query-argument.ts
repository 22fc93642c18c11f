import * as z from 'zod';
import { fieldKind } from '../engine/field.ts';
import { parseQueryArguments } from './query-arguments.ts';

/** One argument by its name in any case; of one that is repeated, each value. */
export const singleQueryArgument = fieldKind({
  name: 'SingleQueryArgument',
  properties: z.strictObject({ Name: z.string().min(1).max(30) }),
  takesPreParse: true,
  compile({ Name }, prepare) {
    const wanted = Name.toLowerCase();
    return {
      extract: ({ request }) =>
        parseQueryArguments(prepare(request.queryString))
          .filter(([name]) => name.toLowerCase() === wanted)
          .map(([, value]) => value),
    };
  },
});

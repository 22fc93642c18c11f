import * as z from 'zod';
import { toByteString } from '../engine/byte-string.ts';
import { fieldKind } from '../engine/field.ts';

/**
 * One header by its name in any case. AWS does not say what it sees of a header that is sent several times: here each
 * value is looked at, and all of them joined, so that neither splitting nor repeating hides anything.
 */
export const singleHeader = fieldKind({
  name: 'SingleHeader',
  properties: z.strictObject({ Name: z.string().min(1).max(64) }),
  compile({ Name }) {
    const wanted = Name.toLowerCase();
    return {
      extract: ({ request }) => {
        const values = request.headers
          .filter(([name]) => name.toLowerCase() === wanted)
          .map(([, value]) => toByteString(value));
        return values.length > 1 ? [...values, values.join(', ')] : values;
      },
    };
  },
});

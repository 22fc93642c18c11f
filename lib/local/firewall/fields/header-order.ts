import * as z from 'zod';
import { fieldKind } from '../engine/field.ts';
import { requestHeaders } from './headers.ts';
import { oversizeAnswer, oversizeHandling } from './oversize.ts';

/** The names of the headers in order of arrival, in lower case, joined by `:`. */
export const headerOrder = fieldKind({
  name: 'HeaderOrder',
  properties: z.strictObject({ OversizeHandling: oversizeHandling }),
  compile: ({ OversizeHandling }) => ({
    extract: (inspection) => {
      const { entries, isOversize } = requestHeaders(inspection);
      const order = () => [entries.map(([name]) => name.toLowerCase()).join(':')];
      return (isOversize && oversizeAnswer[OversizeHandling]) || order();
    },
  }),
});

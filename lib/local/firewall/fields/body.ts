import * as z from 'zod';
import type { ByteString } from '../engine/byte-string.ts';
import { fieldKind } from '../engine/field.ts';
import { ask, type Inspection } from '../engine/inspection.ts';
import { oversizeAnswer, oversizeHandling } from './oversize.ts';

/** The body up to the inspection limit; what lies behind is forwarded to the API all the same. */
export const body = fieldKind({
  name: 'Body',
  properties: z.strictObject({ OversizeHandling: oversizeHandling.default('CONTINUE') }),
  compile: ({ OversizeHandling }) => ({
    extract: (inspection) => (isOversize(inspection) && oversizeAnswer[OversizeHandling]) || bodyValues(inspection),
  }),
});

export const isOversize = ({ request, bodyLimitBytes }: Inspection): boolean =>
  !(request.body.length <= bodyLimitBytes);

/** What is inspected of the body. */
export const inspectedBody = (inspection: Inspection): ByteString => ask(inspection, toInspectedBody);

const toInspectedBody = ({ request, bodyLimitBytes }: Inspection): ByteString =>
  request.body.toString('latin1', 0, bodyLimitBytes);

const bodyValues = (inspection: Inspection): readonly ByteString[] => {
  const text = inspectedBody(inspection);
  return text === '' ? [] : [text];
};

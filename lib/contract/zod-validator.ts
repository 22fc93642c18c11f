import type * as z from 'zod';
import type { RequestSchemas, ResponseSchemas } from './declaration.ts';
import type { InputFault } from './problems.ts';
import { type EndpointValidators, INVALID, type Validator, type ViewValidators } from './validator.ts';
import { type View, type Views, viewOf } from './views.ts';
import { escapeToken } from './walk-schema.ts';

/** The validators of an endpoint as its author wrote it: zod's own. */
export const zodValidators = (
  request: RequestSchemas,
  responses: ResponseSchemas,
  views: Views = {},
): EndpointValidators => ({
  request: Object.fromEntries(
    Object.entries(request).map(([part, schema]) => [part, zodValidator(schema as z.ZodType)]),
  ),
  responses: ofResponses(responses),
  views: Object.fromEntries(Object.entries(views).map(([role, view]) => [role, ofView(viewOf(view))])),
});

const ofResponses = (responses: ResponseSchemas) =>
  Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [status, schema === null ? null : zodValidator(schema)]),
  );

const ofView = ({ body, responses }: View): ViewValidators => ({
  ...(body !== undefined && { body: zodValidator(body) }),
  ...(responses !== undefined && { responses: ofResponses(responses) }),
});

/** A zod schema as a validator; calls only the schema's own methods, so that importing this file imports no zod. */
export const zodValidator = (schema: z.ZodType): Validator => ({
  parse: (value) => {
    const result = schema.safeParse(value);
    return result.success ? result.data : INVALID;
  },
  explain: async (value) => {
    const result = schema.safeParse(value);
    return result.success ? [] : result.error.issues.flatMap(faultsOf);
  },
});

function faultsOf(issue: z.core.$ZodIssue): readonly InputFault[] {
  let pointer = '';
  for (const token of issue.path) pointer += `/${escapeToken(token)}`;
  if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: `${pointer}/${escapeToken(key)}`,
    detail: 'is not part of the contract',
  }));
}

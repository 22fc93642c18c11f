import type { Endpoint } from '../endpoint.ts';
import { headers } from '../names.ts';
import type { JsonObject } from './json-object.ts';
import { toJsonSchema } from './json-schema.ts';

/** What OpenAPI calls the parts of a request that hold parameters. */
const places = { path: 'path', query: 'query', headers: 'header' } as const;

/** Path, query and header parameters, and the Idempotency-Key where the contract needs one. */
export function parametersOf({ request, idempotency }: Endpoint): readonly JsonObject[] {
  const declared = (['path', 'query', 'headers'] as const).flatMap((part) =>
    Object.entries(request[part]?.shape ?? {}).map(([name, schema]) => {
      const { description, ...rest } = toJsonSchema(schema, 'input');
      return {
        name,
        in: places[part],
        required: schema._zod.optin === undefined,
        ...(typeof description === 'string' ? { description } : {}),
        schema: rest,
      };
    }),
  );
  const isDeclared = declared.some((each) => each.in === 'header' && each.name === headers.idempotencyKey);
  return idempotency === 'required' && !isDeclared ? [...declared, idempotencyKey] : declared;
}

const idempotencyKey: JsonObject = {
  name: headers.idempotencyKey,
  in: 'header',
  required: true,
  description: 'Chosen by the caller, new for each intent. Repeating the request with the same key changes nothing.',
  schema: { type: 'string' },
};

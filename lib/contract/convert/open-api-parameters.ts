import type { Endpoint } from '../endpoint.ts';
import { headers } from '../names.ts';
import type { JsonObject } from './json-object.ts';
import { toJsonSchema } from './json-schema.ts';

/** What OpenAPI calls the parts of a request that hold parameters. */
const places = { path: 'path', query: 'query', headers: 'header' } as const;

/** Path, query and header parameters, and the headers that the contract needs beside those it declares. */
export function parametersOf(endpoint: Endpoint): readonly JsonObject[] {
  const { request } = endpoint;
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
  const own = new Set(declared.filter((each) => each.in === 'header').map(({ name }) => name));
  const needed = parametersOfThePipeline.filter(({ parameter, when }) => when(endpoint) && !own.has(parameter.name));
  return [...declared, ...needed.map(({ parameter }) => ({ ...parameter, required: isRequired(parameter, endpoint) }))];
}

const isRequired = (
  { required }: { readonly required: boolean | 'by contract' },
  { idempotency }: Endpoint,
): boolean => (required === 'by contract' ? idempotency === 'required' : required);

/** Headers that no handler reads. */
const parametersOfThePipeline = [
  {
    when: ({ idempotency }: Endpoint) => idempotency !== 'none',
    parameter: {
      name: headers.idempotencyKey,
      in: 'header',
      required: 'by contract',
      description:
        'Chosen by the caller, new for each intent. Repeating the request with the same key changes nothing.',
      schema: { type: 'string' },
    },
  },
  {
    when: ({ version }: Endpoint) => version === 'checked',
    parameter: {
      name: headers.ifMatch,
      in: 'header',
      required: true,
      description: 'The `ETag` of the resource as the caller last read it. If it has changed since, nothing happens.',
      schema: { type: 'string' },
    },
  },
  {
    when: ({ version, method }: Endpoint) => version === 'shown' && method === 'GET',
    parameter: {
      name: headers.ifNoneMatch,
      in: 'header',
      required: false,
      description: 'The `ETag` of what the caller has. If it is still the same, the answer is 304, without a body.',
      schema: { type: 'string' },
    },
  },
] as const;

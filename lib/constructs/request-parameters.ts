import type * as z from 'zod';
import { type Endpoint, headers } from '../contract/index.ts';

/** What API Gateway calls the places of a parameter. */
const places = { path: 'path', query: 'querystring', headers: 'header' } as const;

/**
 * The `RequestParameters` of a method: `method.request.<place>.<name>` to whether the gateway refuses a request without
 * it. A parameter is required when its schema refuses `undefined`; an idempotency key is required where the contract
 * says so, whether or not the handler reads it.
 */
export function requestParametersOf({ request, idempotency }: Endpoint): Record<string, boolean> {
  const declared = (['path', 'query', 'headers'] as const).flatMap((part) =>
    Object.entries(request[part]?.shape ?? {}).map(
      ([name, schema]) => [`method.request.${places[part]}.${name}`, isRequired(schema)] as const,
    ),
  );
  const ofTheContract =
    idempotency === 'required' ? [[`method.request.header.${headers.idempotencyKey}`, true] as const] : [];
  return Object.fromEntries([...declared, ...ofTheContract]);
}

// The shape of a ZodObject holds zod schemas; its own type names only their core.
const isRequired = (schema: unknown): boolean => !(schema as z.ZodType).safeParse(undefined).success;

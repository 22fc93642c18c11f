import { type Endpoint, headers } from '../contract/index.ts';

/** What API Gateway calls the places of a parameter. */
const places = { path: 'path', query: 'querystring', headers: 'header' } as const;

/**
 * The `RequestParameters` of a method: `method.request.<place>.<name>` to whether the gateway refuses a request without
 * it. A parameter is required when its schema refuses to go without; an idempotency key is required where the contract
 * says so, whether or not the handler reads it.
 */
export function requestParametersOf({ request, idempotency }: Endpoint): Record<string, boolean> {
  const declared = (['path', 'query', 'headers'] as const).flatMap((part) => {
    const refused = new Set(request[part]?.safeParse({}).error?.issues.map(({ path }) => path[0]));
    return Object.keys(request[part]?.shape ?? {}).map(
      (name) => [`method.request.${places[part]}.${name}`, refused.has(name)] as const,
    );
  });
  const ofTheContract =
    idempotency === 'required' ? [[`method.request.header.${headers.idempotencyKey}`, true] as const] : [];
  return Object.fromEntries([...declared, ...ofTheContract]);
}

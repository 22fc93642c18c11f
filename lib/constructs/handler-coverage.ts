import type { Endpoint } from '../contract/index.ts';
import type { Handlers } from './handler-code.ts';

/**
 * Every endpoint has its handler and every handler its endpoint.
 *
 * @throws Error naming each endpoint without a handler, and each handler without an endpoint, in one message.
 */
export function assertCovered(path: string, endpoints: readonly Endpoint[], { handlers }: Handlers): void {
  const declared = new Set(endpoints.map(({ id }) => id));
  const handled = new Set(handlers.filter(({ kind }) => kind === 'endpoint').map(({ id }) => id));
  const faults = [
    ...endpoints.filter(({ id }) => !handled.has(id)).map(({ route }) => `'${route}' has no handler`),
    ...[...handled].filter((id) => !declared.has(id)).map((id) => `the handler '${id}' has no endpoint in the api`),
  ];
  if (faults.length > 0) throw new Error(`${path}: ${faults.join('; ')}`);
}

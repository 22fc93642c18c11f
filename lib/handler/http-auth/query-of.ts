import type { AuthorizerEvent } from '../authorizer/authorizer-event.ts';

/** The query as the gateway passes it on: decoded, the values of a name in the order they were sent. */
export const queryOf = ({
  multiValueQueryStringParameters: query,
}: Pick<AuthorizerEvent, 'multiValueQueryStringParameters'>): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(query ?? {}).map(([name, values = []]) => [name, values]));

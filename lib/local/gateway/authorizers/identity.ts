import type { Exchange } from '../exchange.ts';
import { readVariable } from '../messages/variables.ts';
import { parseQuery } from '../query-string.ts';
import { valuesOf } from '../received-request.ts';
import type { IdentitySource } from '../rest-api.ts';

/**
 * The one value of an identity source; undefined when it is absent or empty, and when it was sent more than once: an
 * authorizer and a handler that each picked another one would decide about different callers.
 */
export function identityOf(source: IdentitySource, exchange: Exchange): string | undefined {
  const values = valuesAt(source, exchange);
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}

function valuesAt({ place, name }: IdentitySource, exchange: Exchange): readonly string[] {
  switch (place) {
    case 'header':
      return valuesOf(exchange.request.headers, name);
    case 'querystring':
      return parseQuery(exchange.request.query).flatMap(([candidate, value]) => (candidate === name ? [value] : []));
    case 'stageVariable':
      return present(exchange.stage.variables.get(name));
    case 'context':
      return present(readVariable(`context.${name}`, exchange));
  }
}

const present = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

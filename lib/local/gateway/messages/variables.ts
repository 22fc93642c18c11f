import type { Exchange } from '../exchange.ts';
import { parseQuery } from '../query-string.ts';
import { valuesOf } from '../received-request.ts';
import { contextVariables } from './context-variables.ts';

type VariableReader = (exchange: Exchange) => string | undefined;

/** Families of variables whose last part is free, by what they begin with. */
const families: Readonly<Record<string, (name: string) => VariableReader>> = {
  'context.authorizer.': (name) => (exchange) => exchange.authorization?.variables.get(name),
  'stageVariables.': (name) => (exchange) => exchange.stage.variables.get(name),
  'method.request.header.': (name) => (exchange) => valuesOf(exchange.request.headers, name).at(-1),
  'method.request.multivalueheader.': (name) => (exchange) =>
    valuesOf(exchange.request.headers, name).join(',') || undefined,
  'method.request.querystring.': (name) => (exchange) =>
    parseQuery(exchange.request.query).findLast(([candidate]) => candidate === name)?.[1],
  'method.request.path.': (name) => (exchange) => exchange.route?.pathParameters.get(name),
};

const contextReaders = new Map(Object.entries<VariableReader>(contextVariables));

/** How to read `context.requestId`, `stageVariables.x` or `method.request.header.Accept`; undefined for no variable. */
export function variableReader(name: string): VariableReader | undefined {
  if (name.startsWith('context.')) {
    const known = contextReaders.get(name.slice('context.'.length));
    if (known) return known;
  }
  const family = Object.entries(families).find(([prefix]) => name.startsWith(prefix) && name.length > prefix.length);
  return family?.[1](name.slice(family[0].length));
}

export const readVariable = (name: string, exchange: Exchange): string | undefined => variableReader(name)?.(exchange);

import type { Call, InputValues } from '../call.ts';
import type { MultiValues } from '../gateway-event.ts';

/** The parts of a request as they came, each name with one value; `undefined` for a body that was not sent. */
export const inputValues = ({ promised, event, headers, json }: Call): InputValues => ({
  path: event.pathParameters ?? {},
  query: firstValues(event.multiValueQueryStringParameters),
  headers: declared(promised.endpoint.headerNames, headers),
  body: json,
});

/** Names of query parameters that were not sent exactly once. */
export const repeatedParameters = ({ event: { multiValueQueryStringParameters: query } }: Call): readonly string[] =>
  query === null ? [] : Object.entries(query).flatMap(([name, values]) => (values?.length === 1 ? [] : [name]));

/** Without a prototype, because the names come from outside. */
function firstValues(query: MultiValues | null): object {
  if (query === null) return {};
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, sent] of Object.entries(query)) values[name] = sent?.[0];
  return values;
}

function declared(names: readonly string[], headers: ReadonlyMap<string, string>): object {
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = headers.get(name);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

import type { Parameters } from 'structured-headers';
import type { HttpMessage } from './http-message.ts';

/** A component that a signature covers: a header, or what is derived of the message (RFC 9421 §2). */
export interface Component {
  /** `content-digest`, `@method` */
  readonly name: string;
  readonly parameters: Parameters;
}

type Derive = (message: HttpMessage, parameters: Parameters) => string | undefined;

const plain =
  (derive: (message: HttpMessage) => string | undefined): Derive =>
  (message, parameters) =>
    parameters.size === 0 ? derive(message) : undefined;

const hasQuery = ({ query }: HttpMessage): boolean => query.size > 0;

/**
 * Derived components (§2.2). Those which hold the query as it was sent have no value beside one: the gateway passes on
 * parameters, not their spelling, so that a query is covered parameter by parameter.
 */
const derived: ReadonlyMap<string, Derive> = new Map([
  ['@method', plain(({ method }) => method)],
  ['@authority', plain(({ authority }) => authority)],
  ['@scheme', plain(() => 'https')],
  ['@path', plain(({ path }) => path)],
  ['@query', plain((message) => (hasQuery(message) ? undefined : '?'))],
  ['@request-target', plain((message) => (hasQuery(message) ? undefined : message.path))],
  ['@target-uri', plain((message) => (hasQuery(message) ? undefined : `https://${message.authority}${message.path}`))],
  ['@query-param', (message, parameters) => queryParameter(message, parameters)],
]);

/** The value of a component; undefined when the message has none, or the component is of a kind that is not done. */
export function componentValue(message: HttpMessage, { name, parameters }: Component): string | undefined {
  if (name.startsWith('@')) return derived.get(name)?.(message, parameters);
  if (parameters.size > 0) return undefined;
  return message.headers
    .get(name)
    ?.map((line) => line.trim())
    .join(', ');
}

/** §2.2.8: the name decides, and one that comes twice may not be covered. */
function queryParameter({ query }: HttpMessage, parameters: Parameters): string | undefined {
  const name = parameters.get('name');
  if (parameters.size !== 1 || typeof name !== 'string') return undefined;
  const [value, ...more] = [...query].flatMap(([key, values]) => (encode(key) === name ? values : []));
  return value === undefined || more.length > 0 ? undefined : encode(value);
}

/** The percent-encode set of `application/x-www-form-urlencoded`, spaces as `%20`. */
const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()~]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** How a query parameter is named in a list of covered components. */
export const queryParameterName = encode;

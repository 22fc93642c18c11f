import { parseQuery } from './parse-query.ts';

/**
 * The path as it is signed: encoded once more than it is sent, as every service but S3 wants it.
 *
 * AWS IAM User Guide, "Create a signed AWS API request", step 1.
 */
export const canonicalPath = (path: string): string => (path === '/' ? path : path.split('/').map(encode).join('/'));

/** The query as it is signed: names and values encoded anew, sorted. */
export const canonicalQuery = (query: string): string =>
  parseQuery(query)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** By code units, never by the rules of a language. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3986: everything but unreserved characters. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

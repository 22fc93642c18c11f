/** A request as the gateway tells of it: the order of parameters and their escapes are lost. */
export interface RequestTarget {
  /** As received: `/accounts/a%20b`. */
  readonly path: string;
  /** Names and values decoded. */
  readonly query: ReadonlyMap<string, readonly string[]>;
}

/**
 * Whether `uri` of the credentials names the request they came with: the same path, letter by letter, and the same
 * parameters, each with its values in the order they were sent. Only the origin form is taken (RFC 9112 §3.2.1).
 */
export function isTarget(uri: string, { path, query }: RequestTarget): boolean {
  const [ownPath, ownQuery, ...more] = split(uri);
  if (ownPath !== path || more.length > 0) return false;
  const own = Map.groupBy(new URLSearchParams(ownQuery ?? ''), ([name]) => name);
  if (own.size !== query.size) return false;
  return [...own].every(([name, pairs]) => {
    const values = query.get(name) ?? [];
    return values.length === pairs.length && pairs.every(([, value], index) => value === values[index]);
  });
}

/** A fragment is no part of a request target. */
const split = (uri: string): readonly (string | undefined)[] => {
  if (!uri.startsWith('/') || uri.includes('#')) return [undefined];
  const mark = uri.indexOf('?');
  return mark < 0 ? [uri] : [uri.slice(0, mark), uri.slice(mark + 1)];
};

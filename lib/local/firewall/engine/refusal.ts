import type * as z from 'zod';

/** A rule that AWS would refuse, or that cannot be honoured here; `path` leads to it from the web ACL. */
export class FirewallRefusal extends Error {
  override readonly name = 'FirewallRefusal';
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
  }
}

/** `Rules[2].Statement` + `ByteMatchStatement` */
export const joinPath = (path: string, ...keys: readonly PropertyKey[]): string =>
  keys.reduce<string>((so, key) => {
    if (typeof key === 'number') return `${so}[${key}]`;
    return so === '' ? String(key) : `${so}.${String(key)}`;
  }, path);

/** Parses one part of a rule strictly. @throws FirewallRefusal with the path of the first fault. */
export function parsePart<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  for (const issue of issues) {
    // Rather the key that is wrong than the one that is missing for it.
    if (issue.code !== 'unrecognized_keys') continue;
    throw new FirewallRefusal(joinPath(path, ...issue.path, ...issue.keys.slice(0, 1)), 'is not a known key');
  }
  const [issue] = issues;
  throw new FirewallRefusal(joinPath(path, ...(issue?.path ?? [])), issue?.message ?? 'is not valid');
}

/** A strong entity tag (RFC 9110 §8.8.3) that tells one version of a resource. */
export const toEntityTag = (version: number): string => `"v${version}"`;

/** The version that a tag tells; undefined for a weak one, which proves too little, and for one that is none of ours. */
export function versionOf(tag: string): number | undefined {
  const digits = /^"v(0|[1-9]\d{0,15})"$/.exec(tag)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** RFC 9110 §8.8.3: `W/` for weak, then anything visible but a double quote. */
const item = /(?:W\/)?"[\x21\x23-\x7e]*"/;
const list = new RegExp(`^[ \\t,]*${item.source}(?:[ \\t]*,[ \\t,]*${item.source})*[ \\t,]*$`);
const everyItem = new RegExp(item.source, 'g');

/** Longer lists help nobody. */
const longest = 1_000;

/** The tags of an `If-Match` or `If-None-Match` field, or `*`. @returns undefined for what is neither */
export function parseEntityTags(field: string): readonly string[] | '*' | undefined {
  if (field.trim() === '*') return '*';
  if (field.length > longest || !list.test(field)) return undefined;
  return field.match(everyItem) ?? undefined;
}

/** Whether a cache that holds these has the version already (weak comparison, RFC 9110 §13.1.2). */
export function isHeld(field: string | undefined, version: number): boolean {
  const tags = field === undefined ? undefined : parseEntityTags(field);
  return tags === '*' || (tags?.some((tag) => tag.replace(/^W\//, '') === toEntityTag(version)) ?? false);
}

import { isJsonObject, type Json } from './json.ts';

type Tags = Readonly<Record<string, string>>;

/** Tags as templates and APIs write them, a list of `Key` and `Value` or an object; what is neither is none. */
export const tagsIn = (tags: Json | undefined): Tags => {
  const pairs = Array.isArray(tags)
    ? tags.map((tag) => (isJsonObject(tag) ? [tag['Key'], tag['Value']] : []))
    : Object.entries(isJsonObject(tags) ? tags : {});
  return Object.fromEntries(pairs.filter(([key, value]) => typeof key === 'string' && typeof value === 'string'));
};

/** What policies are told of tags: those of the resource, those that a request sets, and the keys that it takes away. */
export const tagContext = (tags: {
  readonly has: Tags;
  readonly sets: Tags;
  readonly removes: Json | undefined;
}): Readonly<Record<string, readonly string[]>> => {
  const removed = (Array.isArray(tags.removes) ? tags.removes : []).filter((key) => typeof key === 'string');
  return {
    'aws:tagkeys': [...Object.keys(tags.sets), ...removed],
    ...keyed('aws:requesttag', tags.sets),
    ...keyed('aws:resourcetag', tags.has),
  };
};

const keyed = (prefix: string, tags: Tags): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key.toLowerCase()}`, [value]]));

import * as z from 'zod';
import type { Secret } from './secret-store.ts';

/** `Filters` of `ListSecrets` and `BatchGetSecretValue`. */
export const filters = z
  .array(
    z.strictObject({
      Key: z.enum(['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all']),
      Values: z.array(z.string().min(1).max(512)).min(1).max(10),
    }),
  )
  .max(10);

export type Filters = z.infer<typeof filters>;

const startsWith = (text: string, value: string): boolean => text.startsWith(value);
const startsWithAnyCase = (text: string, value: string): boolean => startsWith(text.toLowerCase(), value.toLowerCase());

/** How each key compares ("Find secrets in AWS Secrets Manager" in the user guide). No secret here has a region or service. */
const matchers: Readonly<Record<Filters[number]['Key'], (secret: Secret, value: string) => boolean>> = {
  name: ({ name }, value) => startsWith(name, value),
  description: ({ description = '' }, value) => startsWithAnyCase(description, value),
  'tag-key': ({ tags }, value) => tags.some((tag) => startsWith(tag.Key, value)),
  'tag-value': ({ tags }, value) => tags.some((tag) => startsWith(tag.Value, value)),
  'primary-region': () => false,
  'owning-service': () => false,
  all: ({ name, description = '', tags }, value) => {
    const texts = [name, description, ...tags.flatMap((tag) => [tag.Key, tag.Value])];
    const words = texts.flatMap((text) => text.split(/[ /_+=.@!-]+/));
    return value.split(/[ /_+=.@!-]+/).every((wanted) => words.some((word) => startsWithAnyCase(word, wanted)));
  },
};

/** Every filter must hold; of the values of one, any does. `!` before a value turns it round. */
export const matchesFilters = (secret: Secret, wanted: Filters = []): boolean =>
  wanted.every(({ Key: key, Values: values }) =>
    values.some((value) =>
      value.startsWith('!') ? !matchers[key](secret, value.slice(1)) : matchers[key](secret, value),
    ),
  );

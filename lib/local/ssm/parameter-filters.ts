import * as z from 'zod';
import { AwsError } from '../aws-service.ts';
import type { Engine } from './operation.ts';
import { AWS_KEY, type ParameterVersion } from './parameter.ts';

export const parameterFilter = z.strictObject({
  Key: z.string().min(1).max(132),
  Option: z.string().min(1).max(10).optional(),
  Values: z.array(z.string().min(1).max(1_024)).min(1).max(50).optional(),
});

type Filter = z.infer<typeof parameterFilter>;

/** What a key of a filter looks at, and the options that it knows; the first is taken when none is named. */
interface FilterKey {
  readonly options: readonly string[];
  /** What of a parameter is compared. */
  of(parameter: ParameterVersion, engine: Engine): readonly string[];
}

const equalsOnly = ['Equals'];
const equalsOrBegins = ['Equals', 'BeginsWith'];

const type: FilterKey = { options: equalsOrBegins, of: (it) => [it.type] };
const keyId: FilterKey = {
  options: equalsOrBegins,
  of: (it) => (it.type === 'SecureString' ? [it.keyId ?? AWS_KEY] : []),
};

/** "ParameterStringFilter" in the API reference. */
const keys = {
  path: new Map<string, FilterKey>([
    ['Type', type],
    ['KeyId', keyId],
    ['Label', { options: equalsOnly, of: (it, { store }) => labelsOf(it, store.labels(it.name)) }],
  ]),
  describe: new Map<string, FilterKey>([
    ['Name', { options: ['Equals', 'BeginsWith', 'Contains'], of: (it) => [it.name] }],
    ['Type', type],
    ['KeyId', keyId],
    ['Path', { options: ['OneLevel', 'Recursive'], of: (it) => [it.name] }],
    ['Tier', { options: equalsOnly, of: (it) => [it.tier] }],
    ['DataType', { options: equalsOnly, of: () => ['text'] }],
  ]),
};

const matches: ReadonlyMap<string, (text: string, value: string) => boolean> = new Map([
  ['Equals', (text, value) => text === value],
  ['BeginsWith', (text, value) => text.startsWith(value)],
  ['Contains', (text, value) => text.includes(value)],
  ['Recursive', (text, value) => isBelow(text, value, { recursive: true })],
  ['OneLevel', (text, value) => isBelow(text, value, { recursive: false })],
]);

/**
 * The parameters that every filter takes.
 *
 * @throws AwsError `InvalidFilterKey`, `InvalidFilterOption`, `InvalidFilterValue`
 */
export const filtered = (
  engine: Engine,
  parameters: readonly ParameterVersion[],
  filters: readonly Filter[],
  use: keyof typeof keys,
): readonly ParameterVersion[] =>
  filters.reduce((left, filter) => {
    const takes = compile(engine, filter, use);
    return left.filter(takes);
  }, parameters);

const compile = (
  engine: Engine,
  { Key, Option, Values }: Filter,
  use: keyof typeof keys,
): ((parameter: ParameterVersion) => boolean) => {
  const tag = use === 'describe' && Key.startsWith('tag:') ? Key.slice('tag:'.length) : undefined;
  const key = tag === undefined ? keys[use].get(Key) : tagKey(tag);
  if (key === undefined) throw new AwsError('InvalidFilterKey', `The filter key ${Key} is not valid here.`);
  const option = Option ?? key.options[0] ?? '';
  const match = key.options.includes(option) ? matches.get(option) : undefined;
  if (match === undefined) {
    throw new AwsError(
      'InvalidFilterOption',
      `The filter option ${option} is not valid. Valid options: ${key.options.join(', ')}`,
    );
  }
  if (Values === undefined) {
    if (tag === undefined) throw new AwsError('InvalidFilterValue', `The filter ${Key} needs values.`);
    return (parameter) => key.of(parameter, engine).length > 0;
  }
  return (parameter) => key.of(parameter, engine).some((text) => Values.some((value) => match(text, value)));
};

const tagKey = (tag: string): FilterKey => ({
  options: equalsOnly,
  of: ({ name }, { store }) => {
    const value = store.tags(name).get(tag);
    return value === undefined ? [] : [value];
  },
});

const labelsOf = ({ version }: ParameterVersion, labels: ReadonlyMap<string, number>): readonly string[] =>
  [...labels].filter(([, labelled]) => labelled === version).map(([label]) => label);

/** Whether a name stands in a hierarchy, whose path may end with a slash. */
export const isBelow = (name: string, path: string, { recursive }: { readonly recursive: boolean }): boolean => {
  const parent = path.endsWith('/') ? path : `${path}/`;
  const qualified = name.startsWith('/') ? name : `/${name}`;
  return qualified.startsWith(parent) && (recursive || !qualified.slice(parent.length).includes('/'));
};

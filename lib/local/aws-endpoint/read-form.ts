import { AwsError } from '../aws-service.ts';
import { formFieldsOf } from '../form-fields.ts';
import type { Json, JsonObject } from '../json.ts';

export type Form = JsonObject;

/** Deeper than any input of a query API, and shallow enough for recursion. */
const MAX_DEPTH = 12;

type Tree = Map<string, Tree | string>;

/**
 * A form of the query protocol as a structure: `Names.member.1` makes lists, `Names.entry.1.key` and `.value` make maps,
 * other dots make structures; every value is a string.
 *
 * @throws AwsError `MalformedQueryString` for bytes that are no UTF-8, and names that come twice or contradict one another
 */
export const readForm = (body: Buffer): Form => {
  const root: Tree = new Map();
  const fields = formFieldsOf(decode(body));
  if (fields === undefined) throw malformed('it has too many fields');
  for (const [name, value] of fields) put(root, name, value);
  return Object.fromEntries([...root].map(([name, value]) => [name, toValue(value)]));
};

const decode = (body: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw malformed('the form is no UTF-8');
  }
};

const put = (root: Tree, name: string, value: string): void => {
  const path = name.split('.');
  const last = path.pop() ?? '';
  if (path.length >= MAX_DEPTH) throw malformed(`${name} is too deep`);
  let tree = root;
  for (const step of path) {
    const next = tree.get(step) ?? new Map();
    if (typeof next === 'string') throw malformed(`${name} contradicts another field`);
    tree.set(step, next);
    tree = next;
  }
  if (tree.has(last)) throw malformed(`${name} comes twice or contradicts another field`);
  tree.set(last, value);
};

const toValue = (tree: Tree | string): Json => {
  if (typeof tree === 'string') return tree;
  const members = onlyChild(tree, 'member') ?? numbered(tree);
  if (members !== undefined) return members.map(toValue);
  const entries = onlyChild(tree, 'entry');
  if (entries !== undefined) return Object.fromEntries(entries.map(toEntry));
  return Object.fromEntries([...tree].map(([name, value]) => [name, toValue(value)]));
};

/** The numbered children below `member` or `entry`, when there is nothing else. */
const onlyChild = (tree: Tree, name: string): readonly (Tree | string)[] | undefined => {
  const child = tree.get(name);
  return tree.size === 1 && child instanceof Map ? numbered(child) : undefined;
};

/** Values in the order of their numbers; undefined when a name is no number. */
const numbered = (tree: Tree): readonly (Tree | string)[] | undefined => {
  const keys = [...tree.keys()];
  if (!keys.every((key) => /^[1-9]\d{0,4}$/.test(key))) return undefined;
  return keys.sort((a, b) => Number(a) - Number(b)).map((key) => tree.get(key) ?? '');
};

/** The names of key and value are the API's own: SNS writes `Name` and `Value` for some of its maps. */
const toEntry = (entry: Tree | string): readonly [string, Json] => {
  const of = (...names: readonly string[]) =>
    typeof entry === 'string' ? undefined : names.map((name) => entry.get(name)).find((value) => value !== undefined);
  const key = of('key', 'Key', 'Name');
  const value = of('value', 'Value');
  if (typeof key !== 'string' || value === undefined) throw malformed('an entry of a map needs a key and a value');
  return [key, toValue(value)];
};

const malformed = (why: string): AwsError => new AwsError('MalformedQueryString', `The form cannot be read: ${why}`);

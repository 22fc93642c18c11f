import type { Right } from '../../aws-service.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { type Expressions, readExpressions } from '../expressions/expressions.ts';
import { pathsOfCondition, pathsOfUpdate } from '../expressions/paths-of.ts';
import type { Table } from '../table.ts';
import { type Attributes, type AttributeValue, attributeOf } from '../values/attribute-value.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';

type Context = NonNullable<Right['context']>;

/** One request for items of one table: that of an operation, of a batch for a table, or an element of a transaction. */
export interface ItemRequest {
  readonly action: string;
  readonly request: Json | undefined;
  /** Undefined when there is no such table: it has no keys by which a policy could let it pass. */
  readonly table: Table | undefined;
  /** `TransactWriteItems`, around the element of a transaction. */
  readonly enclosing?: string;
  /** Of the whole request, where that has many. */
  readonly consumedCapacity: Json | undefined;
}

/**
 * What policies may ask of a request for items ("Using IAM policy conditions for fine-grained access control" in the
 * developer guide). What cannot be read is refused by every policy that asks: the operation would refuse it, too.
 */
export const requestContext = ({ action, request, table, enclosing, consumedCapacity }: ItemRequest): Context => {
  const itemsOf = actions.get(action);
  if (itemsOf === undefined) return {};
  return {
    ...touched(action, itemsOf, request, table),
    ...(isJsonObject(request) ? returned(action, request) : {}),
    ...(enclosing === undefined ? {} : { 'dynamodb:enclosingoperation': [enclosing] }),
    ...(typeof consumedCapacity === 'string' ? { 'dynamodb:returnconsumedcapacity': [consumedCapacity] } : {}),
  };
};

type ItemsOf = (request: Json | undefined) => readonly (Json | undefined)[];

/** The items and keys that a request of each action names. */
const actions: ReadonlyMap<string, ItemsOf> = new Map<string, ItemsOf>([
  ['PutItem', (request) => [memberOf(request, 'Item')]],
  ['UpdateItem', (request) => [memberOf(request, 'Key')]],
  ['DeleteItem', (request) => [memberOf(request, 'Key')]],
  ['ConditionCheckItem', (request) => [memberOf(request, 'Key')]],
  ['GetItem', (request) => [memberOf(request, 'Key')]],
  ['BatchGetItem', (request) => listOf(memberOf(request, 'Keys'))],
  [
    'BatchWriteItem',
    (request) =>
      listOf(request).map(
        (write) => memberOf(memberOf(write, 'PutRequest'), 'Item') ?? memberOf(memberOf(write, 'DeleteRequest'), 'Key'),
      ),
  ],
  ['Query', () => []],
  ['Scan', () => []],
]);

const UNREADABLE = ['(unreadable)'];

const touched = (action: string, itemsOf: ItemsOf, request: Json | undefined, table: Table | undefined): Context => {
  try {
    if (table === undefined) throw new Error('There is no such table');
    const items = itemsOf(request).map(parseItem);
    const expressions = isJsonObject(request) ? readExpressions(withoutNulls(request)) : undefined;
    return some({
      'dynamodb:leadingkeys':
        action === 'Query' ? [queriedKey(table, request, expressions)] : items.map((item) => leadingKey(table, item)),
      'dynamodb:attributes': [...new Set([...items.flatMap((item) => Object.keys(item)), ...namesIn(expressions)])],
    });
  } catch {
    return { 'dynamodb:leadingkeys': UNREADABLE, 'dynamodb:attributes': UNREADABLE };
  }
};

const leadingKey = ({ key }: Table, item: Attributes): string => textOf(attributeOf(item, key.partition.name));

/** In the table, or in an index. */
const queriedKey = (table: Table, request: Json | undefined, expressions: Expressions | undefined): string => {
  const index = table.indexes.find(({ name }) => name === memberOf(request, 'IndexName'));
  return textOf(expressions?.key?.get((index ?? table).key.partition.name)?.values[0]);
};

const textOf = (value: AttributeValue | undefined): string => {
  const text = value === undefined ? undefined : Object.values(value)[0];
  if (typeof text !== 'string') throw new Error('There is no partition key');
  return text;
};

const namesIn = (expressions: Expressions | undefined): readonly string[] => {
  if (expressions === undefined) return [];
  const { condition, filter, key, projection = [], update = [] } = expressions;
  const conditions = [condition, filter].flatMap((each) => (each === undefined ? [] : pathsOfCondition(each)));
  const paths = [...conditions, ...projection, ...pathsOfUpdate(update)];
  return [...(key?.keys() ?? []), ...paths.map(([name]) => String(name))];
};

/** What comes back: asked for, or what AWS takes when nobody asks. */
const returned = (action: string, request: JsonObject): Context => {
  const { Select: select, ReturnValues: values } = request;
  if (writes.has(action)) return { 'dynamodb:returnvalues': [typeof values === 'string' ? values : 'NONE'] };
  if (typeof select === 'string') return { 'dynamodb:select': [select] };
  if (typeof request['ProjectionExpression'] === 'string') return { 'dynamodb:select': ['SPECIFIC_ATTRIBUTES'] };
  return {
    'dynamodb:select': [typeof request['IndexName'] === 'string' ? 'ALL_PROJECTED_ATTRIBUTES' : 'ALL_ATTRIBUTES'],
  };
};

const writes: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']);

const parseItem = (item: Json | undefined): Attributes => {
  if (!isJsonObject(item)) throw new Error('There is no item');
  return parseAttributes(item);
};

/** A member that is null is one that is not there, for operations as here. */
const withoutNulls = (request: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));

const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isJsonObject(value) && Object.hasOwn(value, name) ? (value[name] ?? undefined) : undefined;

const listOf = (value: Json | undefined): readonly Json[] => {
  if (!Array.isArray(value)) throw new Error('There is no list');
  return value;
};

const some = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([, values]) => values.length > 0));

import type * as z from 'zod';
import { definitionOf, type SchemaDefinition, type Visit, walkSchema } from '../walk-schema.ts';
import { compiledSource } from './compile-schema.ts';
import { type Helpers, NotCompilable } from './constant-source.ts';
import { expectation } from './expectation.ts';

/** What the source calls. */
export const explainerFunctions = [
  'choice',
  'explaining',
  'list',
  'nullable',
  'object',
  'optional',
  'record',
  'scalar',
  'tuple',
] as const satisfies readonly (keyof typeof import('../explainer.ts'))[];

/**
 * JavaScript that composes the explainer of a schema out of the functions of `explainer.ts`. It points at the same
 * places as zod, in words of its own.
 *
 * @throws NotCompilable for a schema whose faults only zod can place, and for one that has its author's own messages.
 */
export function explainerSource(schema: z.core.$ZodType, helpers: Helpers): string {
  for (const visit of walkSchema(schema)) assertPlain(visit);
  return sourceOf(schema, helpers);
}

function sourceOf(schema: z.core.$ZodType, helpers: Helpers): string {
  if (isScalar(schema)) return `scalar(${compiledSource(schema, helpers)}, ${JSON.stringify(expectation(schema))})`;
  const definition = definitionOf(schema);
  const source = composites.get(definition.type);
  if (source === undefined) throw new NotCompilable(`faults inside a ${definition.type}`);
  return source(definition, { helpers, explainer: (inner) => sourceOf(inner, helpers) });
}

const scalars: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'enum', 'literal', 'null']);
/** With only scalars inside, these are no more than a scalar: all their faults are in one place. */
const wrappers: ReadonlySet<string> = new Set(['optional', 'nullable', 'default', 'union']);

const isScalar = (schema: z.core.$ZodType): boolean =>
  [...walkSchema(schema)].every(({ definition: { type } }) => scalars.has(type) || wrappers.has(type));

function assertPlain({ schema, definition: { error, checks = [] } }: Visit): void {
  const messages = [error, ...checks.map(({ _zod }) => _zod.def.error)];
  if (messages.some((message) => message !== undefined)) throw new NotCompilable("the author's own message");
  if (schema._zod.traits.has('$ZodExactOptional')) throw new NotCompilable('a key that is absent but never undefined');
}

interface Context {
  readonly helpers: Helpers;
  readonly explainer: (schema: z.core.$ZodType) => string;
}

/** Schemas whose faults lie in several places, by zod's name of their type. */
const composites: ReadonlyMap<string, (definition: SchemaDefinition, context: Context) => string> = new Map([
  ['object', objectSource],
  ['array', listSource],
  ['tuple', tupleSource],
  ['record', recordSource],
  ['union', choiceSource],
  ['optional', ({ innerType }, { explainer }) => `optional(${explainer(inner(innerType))})`],
  ['default', ({ innerType }, { explainer }) => `optional(${explainer(inner(innerType))})`],
  ['nullable', ({ innerType }, { explainer }) => `nullable(${explainer(inner(innerType))})`],
]);

function objectSource({ shape = {}, catchall, checks }: SchemaDefinition, { explainer }: Context): string {
  assertUnchecked(checks);
  const others = catchall === undefined ? 'unknown' : definitionOf(catchall).type;
  if (!['never', 'unknown', 'any'].includes(others)) throw new NotCompilable('a schema for all other keys');
  const members = Object.entries(shape).map(([key, schema]) => memberSource(key, schema, explainer));
  return `object([${members.join(',\n')}], ${others === 'never'})`;
}

const memberSource = (key: string, schema: z.core.$ZodType, explainer: Context['explainer']): string =>
  `[${JSON.stringify(key)}, ${schema._zod.optin === undefined}, ${explainer(schema)}]`;

const sizes: ReadonlySet<string> = new Set(['min_length', 'max_length', 'length_equals']);

function listSource({ element, checks = [] }: SchemaDefinition, { explainer }: Context): string {
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  for (const { _zod } of checks) {
    // A definition of a check; those of sizes have one of the three numbers.
    const { check, minimum = 0, maximum = Number.POSITIVE_INFINITY, length } = _zod.def as SizeCheck;
    if (!sizes.has(check)) throw new NotCompilable('a check of the whole');
    least = Math.max(least, length ?? minimum);
    most = Math.min(most, length ?? maximum);
  }
  const detail = `must be a list${checks.length === 0 ? '' : ` of ${least} to ${most} items`}`;
  return `list(${explainer(inner(element))}, ${least}, ${most}, ${JSON.stringify(detail)})`;
}

const coerces = (schema: z.core.$ZodType) =>
  [...walkSchema(schema)].some(({ definition }) => definition.coerce === true);

interface SizeCheck {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
}

function tupleSource({ items = [], rest, checks }: SchemaDefinition, { explainer }: Context): string {
  assertUnchecked(checks);
  if (rest) throw new NotCompilable('a tuple of any length');
  if (items.some(({ _zod }) => _zod.optin !== undefined)) throw new NotCompilable('a tuple with an optional item');
  return `tuple([${items.map(explainer).join(', ')}])`;
}

function recordSource(definition: SchemaDefinition, { helpers, explainer }: Context): string {
  assertUnchecked(definition.checks);
  const [key, value] = [inner(definition.keyType), inner(definition.valueType)];
  if (definition.mode === 'loose' || definition.partial === true) throw new NotCompilable('an open record');
  if (definitionOf(key).type === 'string') return `record(${compiledSource(key, helpers)}, ${explainer(value)})`;
  if (definitionOf(key).type !== 'enum' || coerces(value)) {
    throw new NotCompilable('a record with such keys');
  }
  const members = [...(key._zod.values ?? [])].map((name) => memberSource(String(name), value, explainer));
  return `object([${members.join(',\n')}], true)`;
}

function choiceSource(
  { discriminator, unionFallback, options = [], checks }: SchemaDefinition,
  { explainer }: Context,
) {
  assertUnchecked(checks);
  if (discriminator === undefined || unionFallback === true) throw new NotCompilable('a union without a discriminator');
  const rows = options.map((option) => {
    const values = [...(option._zod.propValues?.[discriminator] ?? [])];
    if (values.includes(undefined)) throw new NotCompilable('a discriminator that may be left out');
    return `[${JSON.stringify(values)}, ${explainer(option)}]`;
  });
  return `choice(${JSON.stringify(discriminator)}, [${rows.join(',\n')}])`;
}

function assertUnchecked(checks: SchemaDefinition['checks'] = []): void {
  if (checks.length > 0) throw new NotCompilable('a check of the whole');
}

function inner(schema: z.core.$ZodType | undefined): z.core.$ZodType {
  if (schema === undefined) throw new NotCompilable('a schema without its inner one');
  return schema;
}

import * as z from 'zod';
import { captureParser } from './capture-parser.ts';
import {
  constantSource,
  type Helpers,
  NotCompilable,
  parserExpression,
  type SourceContext,
} from './constant-source.ts';

export interface CompiledSchema {
  /** An expression: a function from a value to the parsed value or `INVALID`, a name it expects in scope. */
  readonly source: string;
  /** What the expression imports. */
  readonly helpers: Helpers;
}

/**
 * A schema as JavaScript without zod. It accepts what the schema accepts and parses it to the same value.
 *
 * @throws NotCompilable naming what has no source: a refinement, a transform, a schema that contains itself.
 */
export function compileSchema(schema: z.core.$ZodType): CompiledSchema {
  const helpers: Helpers = new Map();
  return { source: parserSource(schema, helpers), helpers };
}

/** The same for a module of several schemas, which share what they import. @throws NotCompilable */
export function compiledSource(schema: z.core.$ZodType, helpers: Helpers): string {
  const compiled = compileSchema(schema);
  for (const [helper, module] of compiled.helpers) helpers.set(helper, module);
  return compiled.source;
}

function parserSource(schema: z.core.$ZodType, helpers: Helpers): string {
  const context = { helpers, parserSource: (inner: z.core.$ZodType) => parserSource(inner, helpers) };
  const rewrite = rewrites.find(({ applies }) => applies(schema));
  if (rewrite !== undefined) return rewrite.source(schema, { ...context, parsers: new Map() });
  const { root, parsers } = capture(schema);
  // An island at the root would be compiled as itself for ever: only rewrites shrink a schema.
  return parserExpression(root.code, root.constants, { ...context, parsers });
}

function capture(schema: z.core.$ZodType) {
  try {
    return captureParser(schema);
  } catch (error) {
    if (error instanceof z.core.ZodCompileUnsupportedError || error instanceof z.core.ZodCompileAsyncError) {
      throw new NotCompilable(
        error.message.replace(/^z\.compile does not support /, '').replace(/; this schema .*$/, ''),
      );
    }
    throw error;
  }
}

interface Rewrite {
  readonly applies: (schema: z.core.$ZodType) => boolean;
  readonly source: (schema: z.core.$ZodType, context: SourceContext) => string;
}

/** The definition of a schema, as far as the rewrites read it. */
interface Definition {
  readonly type: string;
  readonly coerce?: boolean;
  readonly innerType?: z.core.$ZodType;
  readonly checks?: readonly unknown[];
}

// Every zod definition has a type; the other members are optional here and checked before use.
const definition = (schema: z.core.$ZodType) => schema._zod.def as Definition;

const coercions: ReadonlyMap<string, string> = new Map([
  ['number', 'Number'],
  ['string', 'String'],
  ['boolean', 'Boolean'],
]);

const isCoercing = (schema: z.core.$ZodType) => definition(schema).coerce === true;

const containsCoercion = (schema: z.core.$ZodType): boolean => {
  const { innerType } = definition(schema);
  return isCoercing(schema) || (innerType !== undefined && containsCoercion(innerType));
};

const wraps = (type: string) => (schema: z.core.$ZodType) =>
  definition(schema).type === type && (definition(schema).checks ?? []).length === 0 && containsCoercion(schema);

const inner = (schema: z.core.$ZodType): z.core.$ZodType => {
  const { innerType } = definition(schema);
  if (innerType === undefined) throw new NotCompilable(`a ${definition(schema).type} without an inner schema`);
  return innerType;
};

/** What zod's compiler leaves to the runtime, and queries need: `z.coerce`, alone, optional, nullable or with a default. */
const rewrites: readonly Rewrite[] = [
  {
    applies: isCoercing,
    source: (schema, { parserSource }) => {
      const { type } = definition(schema);
      const coercion = coercions.get(type);
      if (coercion === undefined) throw new NotCompilable(`coercion to ${type}`);
      // A definition stays one of its type when only this flag of it changes.
      const plain = z.core.clone(schema, { ...schema._zod.def, coerce: false } as typeof schema._zod.def);
      return `((parse) => (input) => {
let value = input;
try { value = ${coercion}(input); } catch {}
return parse(value);
})(${parserSource(plain)})`;
    },
  },
  {
    applies: (schema) => wraps('optional')(schema) && inner(schema)._zod.optin === undefined,
    source: (schema, { parserSource }) =>
      `((parse) => (input) => (input === undefined ? undefined : parse(input)))(${parserSource(inner(schema))})`,
  },
  {
    applies: wraps('nullable'),
    source: (schema, { parserSource }) =>
      `((parse) => (input) => (input === null ? null : parse(input)))(${parserSource(inner(schema))})`,
  },
  {
    applies: wraps('default'),
    source: (schema, context) => {
      const getter = [...captureParser(z.core.clone(schema, withoutInner(schema))).root.constants.values()][1];
      return `((parse, fallback) => (input) => (input === undefined ? fallback() : parse(input)))(${context.parserSource(inner(schema))}, ${constantSource(getter, context)})`;
    },
  },
];

/** The same default around a schema the compiler knows, so that it shows how it reads the default. */
function withoutInner(schema: z.core.$ZodType): typeof schema._zod.def {
  const descriptors = Object.getOwnPropertyDescriptors(schema._zod.def);
  const innerType = { value: z.unknown(), enumerable: true, configurable: true, writable: true };
  // Every member is there, with its getters; one schema stands for another.
  return Object.defineProperties({}, { ...descriptors, innerType }) as typeof schema._zod.def;
}

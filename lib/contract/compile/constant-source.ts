import * as z from 'zod';
import { captureParser, type GeneratedParsers } from './capture-parser.ts';

/** What a schema needs that cannot be written down as source; the message says what. */
export class NotCompilable extends Error {
  override readonly name = 'NotCompilable';
}

/** Helper functions of zod that the source calls: name to the module it is exported by. */
export type Helpers = Map<string, 'zod/v4/core' | 'zod/v4/core/util.js'>;

export interface SourceContext {
  readonly helpers: Helpers;
  readonly parsers: GeneratedParsers;
  /** Source of a parser for a schema that zod's compiler left to the runtime. */
  readonly parserSource: (schema: z.core.$ZodType) => string;
}

/**
 * JavaScript source that evaluates to a constant of a generated parser.
 *
 * @throws NotCompilable for a callback of the contract's author: its closure cannot be seen, let alone written down.
 */
export function constantSource(value: unknown, context: SourceContext): string {
  if (typeof value === 'function') return functionSource(value, context);
  if (value instanceof RegExp) return String(value);
  if (value instanceof Set) return `new Set(${constantSource([...value], context)})`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[${value.map((each) => constantSource(each, context)).join(', ')}]`;
  if (value === undefined || typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (isSchema(value)) return context.parserSource(value);
  if (isUrlFormat(value)) return urlFormatSource(value, context);
  throw new NotCompilable(`a constant of type ${typeof value}`);
}

function functionSource(value: object, context: SourceContext): string {
  const nested = context.parsers.get(value);
  if (nested !== undefined) return parserExpression(nested.code, nested.constants, context);
  const helper = zodHelpers().get(value);
  if (helper !== undefined) {
    context.helpers.set(helper.name, helper.module);
    return helper.name;
  }
  const text = String(value);
  const { islandRunner, defaultGetter, normalisers } = learnt();
  if (value === islandRunner) return '((parse, value) => parse(value))';
  if (value === Object.prototype.propertyIsEnumerable) return 'Object.prototype.propertyIsEnumerable';
  if (text === defaultGetter) return `(() => (${defaultSource(value, context)}))`;
  // The text of these has no free name, so equal text is equal behaviour whoever wrote it.
  if (normalisers.has(text)) return `(${text})`;
  throw new NotCompilable('a refinement, a transform or another callback');
}

/** A generated parser with its constants in scope. */
export function parserExpression(
  code: string,
  constants: ReadonlyMap<string, unknown>,
  context: SourceContext,
): string {
  const declarations = [...constants]
    .filter(([name]) => name !== 'INVALID')
    .map(([name, value]) => `const ${name} = ${constantSource(value, context)};\n`);
  return `/* @__PURE__ */ (() => {\n${declarations.join('')}${code}\n})()`;
}

/** A default is a constant if two readings of it, a year apart, are the same plain value. */
function defaultSource(getter: object, context: SourceContext): string {
  // Only zod's own getter has this text, and it takes no argument.
  const read = getter as () => unknown;
  const source = plainSource(read(), context);
  if (source !== plainSource(yearsLater(read), context)) throw new NotCompilable('a default that a function makes');
  return source;
}

function yearsLater<T>(read: () => T): T {
  const RealDate = Date;
  const later = RealDate.now() + 400 * 86_400_000;
  globalThis.Date = class extends RealDate {
    static override now = () => later;
    constructor(...parts: readonly unknown[]) {
      // Date takes what it is given; only `new Date()` reads the clock.
      super(...((parts.length === 0 ? [later] : parts) as [number]));
    }
    // The constructor's other statics are inherited.
  } as DateConstructor;
  try {
    return read();
  } finally {
    globalThis.Date = RealDate;
  }
}

function plainSource(value: unknown, context: SourceContext): string {
  if (Array.isArray(value)) return `[${value.map((each) => plainSource(each, context)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return constantSource(value, context);
  if (Object.getPrototypeOf(value) !== Object.prototype) return constantSource(value, context);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `[${JSON.stringify(key)}]: ${plainSource(each, context)}`)
    .join(', ')} }`;
}

const isSchema = (value: unknown): value is z.core.$ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value;

type UrlFormat = Pick<z.core.$ZodURLDef, 'hostname' | 'protocol' | 'normalize'>;

const isUrlFormat = (value: unknown): value is UrlFormat =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === 'url';

/** The three members of a URL format's definition that its helper functions read. */
const urlFormatSource = (format: UrlFormat, context: SourceContext): string =>
  `{ ${(['hostname', 'protocol', 'normalize'] as const)
    .filter((name) => name in format)
    .map((name) => `${name}: ${constantSource(format[name], context)}`)
    .join(', ')} }`;

/** Zod's exported helper functions, by identity. */
function zodHelpers(): ReadonlyMap<
  unknown,
  { readonly name: string; readonly module: 'zod/v4/core' | 'zod/v4/core/util.js' }
> {
  helpersCache ??= new Map(
    [
      ...Object.entries(z.core.util).map(([name, value]) => ({ name, value, module: 'zod/v4/core/util.js' as const })),
      ...Object.entries(z.core).map(([name, value]) => ({ name, value, module: 'zod/v4/core' as const })),
    ]
      .filter(({ name, value }) => typeof value === 'function' && !name.startsWith('$'))
      .map(({ name, value, module }) => [value, { name, module }]),
  );
  return helpersCache;
}
let helpersCache: ReturnType<typeof zodHelpers> | undefined;

interface Learnt {
  /** Runs a schema that the compiler left to the runtime. */
  readonly islandRunner: unknown;
  /** Source text of the function that reads a default. */
  readonly defaultGetter: string;
  /** Source texts of `trim`, `toLowerCase` and `toUpperCase`. */
  readonly normalisers: ReadonlySet<string>;
}

/** Some functions of zod's compiler are private: they are learnt from what it makes of schemas that need them. */
function learnt(): Learnt {
  if (learntCache !== undefined) return learntCache;
  const functionsIn = (schema: z.core.$ZodType) =>
    [...captureParser(schema).root.constants.values()].filter((each) => typeof each === 'function');
  const normalisers = [z.string().trim(), z.string().toLowerCase(), z.string().toUpperCase()];
  learntCache = {
    islandRunner: functionsIn(z.object({ key: z.coerce.number() }))[0],
    defaultGetter: String(functionsIn(z.null().default(null))[0]),
    normalisers: new Set(normalisers.map((each) => String(functionsIn(each)[0]))),
  };
  return learntCache;
}
let learntCache: Learnt | undefined;

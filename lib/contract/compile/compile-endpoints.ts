import type * as z from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { compileSchema } from './compile-schema.ts';
import { type Helpers, NotCompilable } from './constant-source.ts';

/** Where the generated module finds what it does not hold; the bundler resolves both. */
export interface CompiledImports {
  /** The contract as its author wrote it, with zod: only imported where a schema could not be compiled. */
  readonly original: string;
  /** Module that exports `validators`, from endpoint id to the validators of the original contract. Loaded at the first refusal. */
  readonly explain: string;
}

/** A schema that stays with zod, and why; the function that serves the endpoint carries zod. */
export interface Fallback {
  readonly endpoint: string;
  /** `request.body`, `responses.201` */
  readonly part: string;
  readonly because: string;
}

/** What {@link compileEndpoints} writes, and what it could not write without zod. */
export interface CompiledModule {
  /** An ES module that exports every endpoint under the name its contract gave it, with compiled validators. */
  readonly source: string;
  /** By the name of the export. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly fallbacks: readonly Fallback[];
}

/**
 * The exports of a contract module as a module without zod: endpoints as plain data, their schemas as plain JavaScript.
 * Exports that are no endpoints are left out.
 */
export function compileEndpoints(exports: Readonly<Record<string, unknown>>, imports: CompiledImports): CompiledModule {
  const endpoints = Object.fromEntries(
    Object.entries(exports).flatMap(([name, value]) => (isEndpoint(value) ? [[name, value]] : [])),
  );
  const helpers: Helpers = new Map();
  const fallbacks: Fallback[] = [];
  const declarations = Object.entries(endpoints).map(([name, endpoint]) =>
    endpointSource(name, endpoint, helpers, fallbacks),
  );
  const lines = [
    ...[...helpers].map(([helper, module]) => `import { ${helper} } from ${JSON.stringify(module)};`),
    ...(fallbacks.length === 0 ? [] : [fallbackImport(endpoints, fallbacks, imports)]),
    `const INVALID = Symbol.for('portcullis.invalid');`,
    'let explaining;',
    'const explain = (id, select) => async (value) => {',
    `  explaining ??= import(${JSON.stringify(imports.explain)});`,
    '  return select((await explaining).validators[id]).explain(value);',
    '};',
    ...declarations,
  ];
  return { source: lines.join('\n'), endpoints, fallbacks };
}

/** What an endpoint is, for whoever imports a module without knowing its names. */
const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'route', 'access', 'request', 'responses'].every((key) => Object.hasOwn(value, key));

function fallbackImport(
  endpoints: Readonly<Record<string, Endpoint>>,
  fallbacks: readonly Fallback[],
  { original }: CompiledImports,
): string {
  const ids = new Set(fallbacks.map(({ endpoint }) => endpoint));
  const names = Object.keys(endpoints).filter((name) => ids.has(endpoints[name]?.id ?? ''));
  return `import { ${names.map((name) => `${name} as ${aliasOf(name)}`).join(', ')} } from ${JSON.stringify(original)};`;
}

const aliasOf = (name: string) => `original_${name}`;

function endpointSource(name: string, endpoint: Endpoint, helpers: Helpers, fallbacks: Fallback[]): string {
  // What only people read stays out of the function.
  const { request, responses, validators: _v, summary: _s, description: _d, tags: _t, ...data } = endpoint;
  const validator = (room: 'request' | 'responses', key: string, schema: z.ZodType | null): string => {
    if (schema === null) return `${JSON.stringify(key)}: null`;
    const place = `${room}[${JSON.stringify(key)}]`;
    try {
      const compiled = compileSchema(schema);
      for (const [helper, module] of compiled.helpers) helpers.set(helper, module);
      const explain = `explain(${JSON.stringify(endpoint.id)}, (it) => it.${place})`;
      return `${JSON.stringify(key)}: { parse: ${compiled.source}, explain: ${explain} }`;
    } catch (error) {
      if (!(error instanceof NotCompilable)) throw error;
      fallbacks.push({ endpoint: endpoint.id, part: `${room}.${key}`, because: error.message });
      return `${JSON.stringify(key)}: ${aliasOf(name)}.validators.${place}`;
    }
  };
  const table = (room: 'request' | 'responses', schemas: object) =>
    `${room}: {${Object.entries(schemas)
      // The values of both tables are schemas or null, by the types of the declaration.
      .map(([key, schema]) => validator(room, key, schema as z.ZodType | null))
      .join(',\n')}}`;
  const compiled = `{ ${table('request', request)}, ${table('responses', responses)} }`;
  return `export const ${name} = { ...${JSON.stringify(data)}, validators: ${compiled} };`;
}

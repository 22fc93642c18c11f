import type * as z from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { viewOf } from '../views.ts';
import { compiledSource } from './compile-schema.ts';
import { type Helpers, NotCompilable } from './constant-source.ts';
import { explainerFunctions, explainerSource } from './explainer-source.ts';

/** Where the generated modules find what they do not hold; the bundler resolves all three. */
export interface CompiledImports {
  /** The contract as its author wrote it, with zod: only imported where a schema could not be compiled. */
  readonly original: string;
  /** The functions that explainers are composed of. */
  readonly explainer: string;
  /** The module that explains, for the one that checks. Loaded at the first refusal. */
  readonly explain: string;
}

/** A schema that stays with zod, or the explanation of its faults, and why; the function carries zod for it. */
export interface Fallback {
  readonly endpoint: string;
  /** `request.body`, `responses.201` */
  readonly part: string;
  readonly because: string;
}

/** What {@link compileEndpoints} writes, and what it could not write without zod. */
export interface CompiledModules {
  /** An ES module that exports every endpoint under the name its contract gave it, with compiled validators. */
  readonly checking: string;
  /** An ES module that exports `explainers`, from endpoint id to what explains each of its schemas. */
  readonly explaining: string;
  /** By the name of the export. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly fallbacks: readonly Fallback[];
}

/**
 * The exports of a contract module as modules without zod: endpoints as plain data, their schemas as plain JavaScript.
 * Exports that are no endpoints are left out.
 */
export function compileEndpoints(
  exports: Readonly<Record<string, unknown>>,
  imports: CompiledImports,
): CompiledModules {
  const endpoints = Object.fromEntries(
    Object.entries(exports).flatMap(([name, value]) => (isEndpoint(value) ? [[name, value]] : [])),
  );
  const progress: Progress = { checking: newNeeds(), explaining: newNeeds(), fallbacks: [] };
  const compiled = Object.entries(endpoints).map(([name, endpoint]) => compileEndpoint(name, endpoint, progress));
  const checking = [
    ...importsOf(progress.checking, imports),
    invalid,
    'let explaining;',
    'const explain = (id, select) => async (value) => {',
    `  explaining ??= import(${JSON.stringify(imports.explain)});`,
    '  return select((await explaining).explainers[id])(value);',
    '};',
    ...compiled.map(({ declaration }) => declaration),
  ];
  const explaining = [
    ...importsOf(progress.explaining, imports),
    `import { ${explainerFunctions.join(', ')} } from ${JSON.stringify(imports.explainer)};`,
    invalid,
    `export const explainers = { ${compiled.map(({ explainers }) => explainers).join(',\n')} };`,
  ];
  const { fallbacks } = progress;
  return { checking: checking.join('\n'), explaining: explaining.join('\n'), endpoints, fallbacks };
}

const invalid = `const INVALID = Symbol.for('portcullis.invalid');`;

/** What an endpoint is, for whoever imports a module without knowing its names. */
const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'route', 'access', 'request', 'responses'].every((key) => Object.hasOwn(value, key));

/** What a generated module imports: helpers of zod, and endpoints of the original contract. */
interface Needs {
  readonly helpers: Helpers;
  readonly originals: Set<string>;
}

interface Progress {
  readonly checking: Needs;
  readonly explaining: Needs;
  readonly fallbacks: Fallback[];
}

const newNeeds = (): Needs => ({ helpers: new Map(), originals: new Set() });

const importsOf = ({ helpers, originals }: Needs, { original }: CompiledImports): readonly string[] => [
  ...[...helpers].map(([helper, module]) => `import { ${helper} } from ${JSON.stringify(module)};`),
  ...[...originals].map((name) => `import { ${name} as ${aliasOf(name)} } from ${JSON.stringify(original)};`),
];

const aliasOf = (name: string) => `original_${name}`;

/** One endpoint in both modules: its declaration in the one, its explainers in the other. */
function compileEndpoint(name: string, endpoint: Endpoint, progress: Progress) {
  // What only people read stays out of the function.
  const { request, responses, views, validators: _v, summary: _s, description: _d, tags: _t, ...data } = endpoint;
  // The values of all these tables are schemas or null, by the types of the declaration.
  const compileTable = (table: string, schemas: object): readonly Part[] =>
    Object.entries(schemas).map(([key, schema]: [string, z.ZodType | null]) =>
      compilePart({ name, id: endpoint.id, table, key }, schema, progress),
    );
  const [ofRequest, ofResponses] = [compileTable('request', request), compileTable('responses', responses)];
  const ofViews = Object.entries(views).map(([role, view]) => {
    const [place, { body, responses: seen }] = [`views[${JSON.stringify(role)}]`, viewOf(view)];
    return {
      role: JSON.stringify(role),
      body: body && compileTable(place, { body }),
      responses: seen && compileTable(`${place}.responses`, seen),
    };
  });
  const half = (which: keyof Part) => {
    const source = (parts: readonly Part[]) => parts.map((part) => part[which]).join(',\n');
    const viewSources = ofViews.map(({ role, body, responses: seen }) => {
      const members = [...(body ? [source(body)] : []), ...(seen ? [`responses: {${source(seen)}}`] : [])];
      return `${role}: {${members.join(',\n')}}`;
    });
    return `{ request: {${source(ofRequest)}}, responses: {${source(ofResponses)}}, views: {${viewSources.join(',\n')}} }`;
  };
  return {
    declaration: `export const ${name} = { ...${JSON.stringify(data)}, validators: ${half('checking')} };`,
    explainers: `${JSON.stringify(endpoint.id)}: ${half('explaining')}`,
  };
}

/** One entry of a table of schemas, as it stands in each module. */
interface Part {
  readonly checking: string;
  readonly explaining: string;
}

interface Place {
  readonly name: string;
  readonly id: string;
  readonly table: string;
  readonly key: string;
}

function compilePart({ name, id, table, key }: Place, schema: z.ZodType | null, progress: Progress): Part {
  const entry = (source: string) => `${JSON.stringify(key)}: ${source}`;
  if (schema === null) return { checking: entry('null'), explaining: entry('null') };
  const place = `${table}[${JSON.stringify(key)}]`;
  const attempt = (needs: Needs, compile: (helpers: Helpers) => string) => {
    try {
      return compile(needs.helpers);
    } catch (error) {
      if (!(error instanceof NotCompilable)) throw error;
      needs.originals.add(name);
      progress.fallbacks.push({ endpoint: id, part: `${table}.${key}`, because: error.message });
      return undefined;
    }
  };
  const original = `${aliasOf(name)}.validators.${place}`;
  const parser = attempt(progress.checking, (helpers) => compiledSource(schema, helpers));
  // Where zod checks, it explains as well.
  if (parser === undefined) return { checking: entry(original), explaining: entry('null') };
  const explainer = attempt(progress.explaining, (helpers) => `explaining(${explainerSource(schema, helpers)})`);
  return {
    checking: entry(`{ parse: ${parser}, explain: explain(${JSON.stringify(id)}, (it) => it.${place}) }`),
    explaining: entry(explainer ?? `${original}.explain`),
  };
}

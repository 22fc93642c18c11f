import * as z from 'zod';

/** The JavaScript that zod's compiler wrote for one schema, and what that code closes over. */
export interface GeneratedParser {
  /** `return (input) => { … }`; names the constants and `INVALID`. */
  readonly code: string;
  /** Name to value, in the order zod declared them; `INVALID` first. */
  readonly constants: ReadonlyMap<string, unknown>;
}

/** A parser that zod generated, by the function it became: a record's key schema is a constant of its parent's code. */
export type GeneratedParsers = ReadonlyMap<unknown, GeneratedParser>;

export interface Capture {
  readonly root: GeneratedParser;
  readonly parsers: GeneratedParsers;
}

/**
 * Lets zod compile a schema and keeps the code instead of the function. Zod offers the function only, so the
 * constructor it builds it with is replaced for the length of this one synchronous call.
 *
 * @throws z.core.ZodCompileUnsupportedError for what zod's compiler refuses.
 */
export function captureParser(schema: z.core.$ZodType): Capture {
  const parsers = new Map<unknown, GeneratedParser>();
  const original = globalThis.Function;
  globalThis.Function = recorder(original, parsers);
  try {
    const root = parsers.get(z.core.compileFn(schema));
    if (root === undefined) throw new Error(`zod ${zodVersion()} no longer builds its parsers with Function`);
    return { root, parsers };
  } finally {
    globalThis.Function = original;
  }
}

const zodVersion = () => Object.values(z.core.version).join('.');

/** Stands in for `Function`: makes the same function, and notes what it was made of. */
function recorder(original: FunctionConstructor, parsers: Map<unknown, GeneratedParser>): FunctionConstructor {
  const record = (...parts: readonly string[]) => {
    const names = parts.slice(0, -1);
    const code = parts.at(-1) ?? '';
    const factory = original(...parts);
    return (...values: readonly unknown[]) => {
      const parser: unknown = factory(...values);
      parsers.set(parser, { code, constants: new Map(names.map((name, index) => [name, values[index]])) });
      return parser;
    };
  };
  return new Proxy(original, {
    // Function's arguments are strings by its specification (ECMA-262 §20.2.1.1); zod passes strings.
    construct: (_target, parts) => record(...(parts as string[])),
    apply: (_target, _self, parts) => record(...(parts as string[])),
  });
}

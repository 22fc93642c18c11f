import type * as z from 'zod';

/** The members of zod definitions that hold other schemas, and those that say how; any definition has some of them. */
export interface SchemaDefinition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  /** For unknown keys: absent drops them, `never` refuses them. */
  readonly catchall?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly left?: z.core.$ZodType;
  readonly right?: z.core.$ZodType;
  readonly items?: readonly z.core.$ZodType[];
  readonly rest?: z.core.$ZodType | null;
  readonly keyType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly getter?: () => z.core.$ZodType;
  readonly mode?: 'strict' | 'loose';
  readonly coerce?: boolean;
  readonly checks?: readonly z.core.$ZodCheck[];
  /** The author's own message. */
  readonly error?: unknown;
  readonly discriminator?: string;
  readonly unionFallback?: boolean;
  readonly partial?: boolean;
  readonly format?: string;
  readonly pattern?: RegExp;
}

// Zod gives each type its own definition; this is their union with every member optional, `type` aside.
export const definitionOf = (schema: z.core.$ZodType) => schema._zod.def as SchemaDefinition;

/** A schema in its place; `pointer` is an RFC 6901 pointer into the value, with `*` for any item or any key. */
export interface Visit {
  readonly schema: z.core.$ZodType;
  readonly definition: SchemaDefinition;
  readonly pointer: string;
  /** The schema stands inside itself; its members are not visited again. */
  readonly recursive: boolean;
}

/** Every schema inside a schema, itself first. */
export function* walkSchema(
  schema: z.core.$ZodType,
  pointer = '',
  above: readonly z.core.$ZodType[] = [],
): Generator<Visit> {
  const definition = definitionOf(schema);
  const recursive = above.includes(schema);
  yield { schema, definition, pointer, recursive };
  if (recursive) return;
  for (const [token, child] of childrenOf(definition)) {
    yield* walkSchema(child, token === undefined ? pointer : `${pointer}/${escapeToken(token)}`, [...above, schema]);
  }
}

/** RFC 6901 §3; most tokens are plain words. */
export function escapeToken(token: PropertyKey): string {
  const text = String(token);
  return /[~/]/.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
}

type Child = readonly [token: string | undefined, schema: z.core.$ZodType | null | undefined];

const childrenOf = (definition: SchemaDefinition): readonly (readonly [string | undefined, z.core.$ZodType])[] => {
  const children: readonly Child[] = [
    ...Object.entries(definition.shape ?? {}),
    ['*', definition.element],
    ['*', definition.valueType],
    ['*', definition.rest],
    ...(definition.items ?? []).map((item, index): Child => [String(index), item]),
    ...(definition.options ?? []).map((option): Child => [undefined, option]),
    [undefined, definition.innerType],
    [undefined, definition.left],
    [undefined, definition.right],
    [undefined, definition.in],
    [undefined, definition.out],
    [undefined, definition.getter?.()],
  ];
  return children.flatMap(([token, schema]) => (schema ? [[token, schema] as const] : []));
};

import * as fc from 'fast-check';
import type { Json, JsonObject } from '../../../../lib/local/json.ts';

/** An expression before its placeholders are numbered. */
export type Piece = string | { readonly name: string } | { readonly value: Json };
export type Expression = readonly Piece[];

/** Expressions and words one after the other. */
export const phrase = (...parts: readonly (string | fc.Arbitrary<Expression>)[]): fc.Arbitrary<Expression> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant([part]) : part))).map((all) => all.flat());

export const joined = (expressions: readonly Expression[], separator: string): Expression =>
  expressions.flatMap((expression, index) => (index === 0 ? expression : [separator, ...expression]));

/** The text of each expression, and the names and values that its placeholders stand for. */
export const rendered = (expressions: Readonly<Record<string, Expression | undefined>>): JsonObject => {
  const names = new Map<string, string>();
  const values: Record<string, Json> = {};
  const piece = (part: Piece): string => {
    if (typeof part === 'string') return part;
    if ('name' in part) {
      const known = names.get(part.name) ?? `#p${names.size}`;
      names.set(part.name, known);
      return known;
    }
    const placeholder = `:v${Object.keys(values).length}`;
    values[placeholder] = part.value;
    return placeholder;
  };
  const texts = Object.entries(expressions).flatMap(([member, expression]) =>
    expression === undefined ? [] : [[member, expression.map(piece).join(' ')] as const],
  );
  return {
    ...Object.fromEntries(texts),
    ...(names.size > 0
      ? { ExpressionAttributeNames: Object.fromEntries([...names].map(([name, at]) => [at, name])) }
      : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
};

import * as z from 'zod';
import type { JsonObject } from './json-object.ts';
import { whereRepresentable } from './where-representable.ts';

/** Which side of a schema is shown: what arrives, or what is sent. */
export type Side = 'input' | 'output';

/** Titles, descriptions and examples without the ids, which zod would turn into references. */
class Prose extends z.core.$ZodRegistry<Record<string, unknown>> {
  override get(schema: z.core.$ZodType) {
    const { id: _id, ...prose } = z.globalRegistry.get(schema) ?? {};
    return prose;
  }
}

/** A schema as JSON Schema 2020-12, without references. @throws UnrepresentableError */
export function toJsonSchema(schema: z.core.$ZodType, side: Side): JsonObject {
  const { $schema: _dialect, ...body } = whereRepresentable(schema, () =>
    z.toJSONSchema(schema, { target: 'draft-2020-12', io: side, cycles: 'throw', metadata: new Prose() }),
  );
  return body;
}

/** The `content` of a body of this schema. */
export const jsonContent = (schema: z.core.$ZodType, side: Side): JsonObject => ({
  'application/json': { schema: toJsonSchema(schema, side) },
});

/** The `content` of a body that differs by the role of the caller: any one of the views, each called by its role. */
export function viewedContent(
  schema: z.core.$ZodType,
  side: Side,
  views: readonly (readonly [role: string, schema: z.core.$ZodType | undefined])[],
): JsonObject {
  if (views.every(([, view]) => view === undefined)) return jsonContent(schema, side);
  const anyOf = views.map(([role, view]) => ({ title: `for the role ${role}`, ...toJsonSchema(view ?? schema, side) }));
  return { 'application/json': { schema: { anyOf } } };
}

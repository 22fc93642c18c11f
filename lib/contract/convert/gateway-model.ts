import * as z from 'zod';
import { draft04Loss, type Loss } from './draft-04-loss.ts';
import { whereRepresentable } from './where-representable.ts';

/** A body's schema as API Gateway takes it, and how far the two differ. */
export interface GatewayModel {
  /** JSON Schema draft-04 without references: what `AWS::ApiGateway::Model` takes as `Schema`. */
  readonly model: Readonly<Record<string, unknown>>;
  /** What the handler refuses and this model lets pass, or the other way round. */
  readonly lossy: readonly Loss[];
}

/** Formats of draft-04 (§7.3); zod writes others, and a pattern beside every format but `uri`. */
const formats = new Set(['date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri']);

/**
 * The model that API Gateway checks a body against, before the function runs. It says of the schema what draft-04 can
 * say; the rest is listed.
 *
 * @throws UnrepresentableError naming the place of what has no JSON form at all: a date, a bigint, a schema that contains itself.
 */
export function toGatewayModel(schema: z.ZodType): GatewayModel {
  const model = whereRepresentable(schema, () =>
    z.toJSONSchema(schema, {
      target: 'draft-4',
      io: 'input',
      cycles: 'throw',
      // No ids, so that nothing becomes a reference; no prose: the gateway shows it to nobody.
      metadata: z.registry(),
      override: ({ jsonSchema }) => {
        delete jsonSchema.contentEncoding;
        delete jsonSchema.readOnly;
        if (!formats.has(jsonSchema.format ?? '')) delete jsonSchema.format;
      },
    }),
  );
  return { model, lossy: draft04Loss(schema) };
}

import * as z from 'zod';
import { DeclarationError } from '../../gateway/index.ts';
import { resourceType } from '../../resource-type.ts';

/** `Ref` is the model's name. */
export const model = resourceType({
  type: 'AWS::ApiGateway::Model',
  properties: z.strictObject({
    RestApiId: z.string(),
    Name: z
      .string()
      .regex(/^[A-Za-z0-9]+$/)
      .optional(),
    ContentType: z.string().default('application/json'),
    Description: z.string().optional(),
    Schema: z.union([z.record(z.string(), z.json()), z.string()]),
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    Schema: {
      kind: 'approximated',
      how: 'the keyword `format` is left to the handler, as AWS does not say which it knows',
    },
  },
  declare({ path, logicalId, properties: { RestApiId, Name, Schema } }, { gateway }) {
    const name = Name ?? logicalId;
    gateway.declareModel(RestApiId, name, typeof Schema === 'string' ? parseSchema(Schema, path) : Schema);
    return { ref: name, attributes: {} };
  },
});

function parseSchema(text: string, path: string): object {
  const schema = z.record(z.string(), z.json()).safeParse(parseJson(text));
  if (!schema.success) throw new DeclarationError(`${path}: the schema is no JSON object`);
  return schema.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import * as z from 'zod';
import { type AttributeSchema, standardAttributes } from '../../cognito/index.ts';

const bound = z.string().regex(/^-?\d{1,15}$/);

/** `AWS::Cognito::UserPool SchemaAttribute` */
export const attributeProperties = z.strictObject({
  Name: z.string().min(1).max(20),
  AttributeDataType: z.enum(['String', 'Number', 'Boolean', 'DateTime']).optional(),
  Required: z.boolean().default(false),
  Mutable: z.boolean().default(true),
  DeveloperOnlyAttribute: z.literal(false).optional(),
  StringAttributeConstraints: z.strictObject({ MinLength: bound.optional(), MaxLength: bound.optional() }).optional(),
  NumberAttributeConstraints: z.strictObject({ MinValue: bound.optional(), MaxValue: bound.optional() }).optional(),
});

export type AttributeProperties = z.output<typeof attributeProperties>;

const standard: ReadonlyMap<string, AttributeSchema> = new Map(standardAttributes.map((each) => [each.name, each]));

/**
 * A name that is not a standard one is a custom attribute, and gets the prefix `custom:`.
 *
 * @throws when a custom attribute is required, which AWS does not allow
 */
export function toAttributeSchema(given: AttributeProperties): AttributeSchema {
  const isStandard = standard.has(given.Name);
  if (!isStandard && given.Required) throw new Error(`the custom attribute ${given.Name} cannot be required`);
  const { MinLength, MaxLength } = given.StringAttributeConstraints ?? {};
  const { MinValue, MaxValue } = given.NumberAttributeConstraints ?? {};
  return {
    name: isStandard ? given.Name : `custom:${given.Name}`,
    type: given.AttributeDataType ?? standard.get(given.Name)?.type ?? 'String',
    required: given.Required,
    mutable: given.Mutable,
    minimum: toNumber(MinLength ?? MinValue),
    maximum: toNumber(MaxLength ?? MaxValue),
  };
}

const toNumber = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

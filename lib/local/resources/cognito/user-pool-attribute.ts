import * as z from 'zod';
import { type AttributeSchema, standardAttributes } from '../../cognito/index.ts';

const bound = z.string().regex(/^-?\d{1,15}$/);

/** `AWS::Cognito::UserPool SchemaAttribute` */
export const attributeProperties = z.strictObject({
  Name: z.string().min(1).max(20),
  AttributeDataType: z.enum(['String', 'Number', 'Boolean', 'DateTime']).optional(),
  Required: z.boolean().default(false),
  Mutable: z.boolean().default(true),
  DeveloperOnlyAttribute: z.boolean().default(false),
  StringAttributeConstraints: z.strictObject({ MinLength: bound.optional(), MaxLength: bound.optional() }).optional(),
  NumberAttributeConstraints: z.strictObject({ MinValue: bound.optional(), MaxValue: bound.optional() }).optional(),
});

export type AttributeProperties = z.output<typeof attributeProperties>;

const standard: ReadonlyMap<string, AttributeSchema> = new Map(standardAttributes.map((each) => [each.name, each]));

/**
 * A name that is not a standard one is a custom attribute, and gets the prefix `custom:`, or `dev:custom:`.
 *
 * @throws when a custom attribute is required, which AWS does not allow
 */
export function toAttributeSchema(given: AttributeProperties): AttributeSchema {
  const isStandard = standard.has(given.Name);
  if (!isStandard && given.Required) throw new Error(`the custom attribute ${given.Name} cannot be required`);
  if (isStandard && given.DeveloperOnlyAttribute) throw new Error(`${given.Name} cannot be for developers only`);
  const { MinLength, MaxLength } = given.StringAttributeConstraints ?? {};
  const { MinValue, MaxValue } = given.NumberAttributeConstraints ?? {};
  return {
    name: isStandard ? given.Name : `${given.DeveloperOnlyAttribute ? 'dev:' : ''}custom:${given.Name}`,
    type: given.AttributeDataType ?? standard.get(given.Name)?.type ?? 'String',
    required: given.Required,
    mutable: given.Mutable,
    developerOnly: given.DeveloperOnlyAttribute,
    minimum: toNumber(MinLength ?? MinValue),
    maximum: toNumber(MaxLength ?? MaxValue),
  };
}

const toNumber = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

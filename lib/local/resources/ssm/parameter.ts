import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

const LONGEST_NAME = 1_011;

/** A parameter of the Parameter Store. `Ref` is its name. */
export const parameter = resourceType({
  type: 'AWS::SSM::Parameter',
  properties: z.strictObject({
    Name: z.string().min(1).optional(),
    Type: z.enum(['String', 'StringList']),
    Value: z.string().min(1),
    Description: z.string().max(1_024).optional(),
    AllowedPattern: z.string().max(1_024).optional(),
    Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
    DataType: z.literal('text').optional(),
    Tags: z.record(z.string(), z.string()).optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare(declaration, { ssm }) {
    const { Name, Type, Value, Description, AllowedPattern, Tier, Tags } = declaration.properties;
    const name = Name ?? physicalName(declaration, LONGEST_NAME);
    ssm.declareParameter({
      name,
      type: Type,
      value: Value,
      description: Description,
      allowedPattern: AllowedPattern,
      tier: Tier ?? 'Standard',
      tags: Tags ?? {},
    });
    return { ref: name, attributes: { Type, Value } };
  },
});

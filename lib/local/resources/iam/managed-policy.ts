import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

/** `Ref` is the policy's ARN. */
export const managedPolicy = resourceType({
  type: 'AWS::IAM::ManagedPolicy',
  properties: z.strictObject({
    Description: z.string().optional(),
    ManagedPolicyName: z.string().min(1).max(128).optional(),
    Path: z.literal('/').optional(),
    PolicyDocument: z.json(),
    Roles: z.array(z.string()).default([]),
  }),
  enforcement: { kind: 'enforced' },
  declare(declaration, { iam }) {
    const { properties } = declaration;
    const arn = iam.declareManagedPolicy({
      name: properties.ManagedPolicyName ?? physicalName(declaration, 128),
      document: properties.PolicyDocument,
      roleNames: properties.Roles,
      path: declaration.path,
    });
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
});

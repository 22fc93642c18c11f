import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

/** `Ref` is the role's name. */
export const role = resourceType({
  type: 'AWS::IAM::Role',
  properties: z.strictObject({
    AssumeRolePolicyDocument: z.json(),
    Description: z.string().optional(),
    ManagedPolicyArns: z.array(z.string()).default([]),
    /** Of a session that a person assumes, which nobody does here. */
    MaxSessionDuration: z.int().min(3_600).max(43_200).optional(),
    Path: z.literal('/').optional(),
    PermissionsBoundary: z.string().min(20).optional(),
    Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: z.json() })).default([]),
    RoleName: z.string().min(1).max(64).optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare(declaration, { iam }) {
    const { path, properties, uniqueSuffix } = declaration;
    const name = properties.RoleName ?? physicalName(declaration, 64);
    const arn = iam.declareRole({
      name,
      trustPolicy: properties.AssumeRolePolicyDocument,
      inlinePolicies: properties.Policies.map((inline) => ({
        name: inline.PolicyName,
        document: inline.PolicyDocument,
      })),
      managedPolicyArns: properties.ManagedPolicyArns,
      permissionsBoundaryArn: properties.PermissionsBoundary,
      tags: Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      path,
    });
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${uniqueSuffix.toUpperCase()}` } };
  },
});

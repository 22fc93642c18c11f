import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** `Ref` is the group's name. */
export const userPoolGroup = resourceType({
  type: 'AWS::Cognito::UserPoolGroup',
  properties: z.strictObject({
    UserPoolId: z.string(),
    GroupName: z.string().min(1).max(128).optional(),
    Description: z.string().max(2_048).optional(),
    Precedence: z.int().min(0).optional(),
    RoleArn: z.string().optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare({ logicalId, properties: { UserPoolId, GroupName, Description, Precedence, RoleArn } }, { cognito }) {
    const name = GroupName ?? logicalId;
    cognito.declareGroup({
      userPoolId: UserPoolId,
      name,
      description: Description,
      precedence: Precedence,
      roleArn: RoleArn,
    });
    return { ref: name, attributes: {} };
  },
});

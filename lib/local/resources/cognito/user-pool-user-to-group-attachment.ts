import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** `Ref` tells user and group. */
export const userPoolUserToGroupAttachment = resourceType({
  type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
  properties: z.strictObject({ UserPoolId: z.string(), Username: z.string().min(1), GroupName: z.string().min(1) }),
  enforcement: { kind: 'enforced' },
  declare({ properties: { UserPoolId, Username, GroupName } }, { cognito }) {
    cognito.declareMembership({ userPoolId: UserPoolId, username: Username, groupName: GroupName });
    return { ref: `${UserPoolId}-${GroupName}-${Username}`, attributes: {} };
  },
});

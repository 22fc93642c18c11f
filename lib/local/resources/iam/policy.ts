import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** An inline policy of roles. `Ref` is its name. */
export const policy = resourceType({
  type: 'AWS::IAM::Policy',
  properties: z.strictObject({
    PolicyDocument: z.json(),
    PolicyName: z.string().min(1).max(128),
    Roles: z.array(z.string()).nonempty(),
  }),
  enforcement: { kind: 'enforced' },
  declare({ path, properties: { PolicyName, PolicyDocument, Roles } }, { iam }) {
    iam.declareInlinePolicy({ name: PolicyName, document: PolicyDocument, roleNames: Roles, path });
    return { ref: PolicyName, attributes: { Id: PolicyName } };
  },
});

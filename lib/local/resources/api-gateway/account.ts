import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** The role by which API Gateway may write to CloudWatch Logs. */
export const account = resourceType({
  type: 'AWS::ApiGateway::Account',
  properties: z.strictObject({ CloudWatchRoleArn: z.string().optional() }),
  enforcement: { kind: 'not-enforced', why: 'the access log is written to a file, for which nobody needs a role' },
  declare: ({ logicalId }) => ({ ref: logicalId, attributes: { Id: logicalId } }),
});

import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Puts a web ACL in front of a stage: `arn:aws:apigateway:<region>::/restapis/<id>/stages/<name>`. */
export const webAclAssociation = resourceType({
  type: 'AWS::WAFv2::WebACLAssociation',
  properties: z.strictObject({ ResourceArn: z.string(), WebACLArn: z.string() }),
  enforcement: { kind: 'enforced' },
  declare({ properties: { ResourceArn, WebACLArn } }, { firewall }) {
    firewall.associate(ResourceArn, WebACLArn);
    return { ref: `${ResourceArn}|${WebACLArn}`, attributes: {} };
  },
});

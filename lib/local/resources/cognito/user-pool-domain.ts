import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** `Ref` is the domain. Its host is not served under that name here: `/oauth2/token` stands on the AWS endpoint. */
export const userPoolDomain = resourceType({
  type: 'AWS::Cognito::UserPoolDomain',
  properties: z.strictObject({
    UserPoolId: z.string(),
    Domain: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
    ManagedLoginVersion: z.int().min(1).max(2).optional(),
  }),
  enforcement: { kind: 'approximated', how: '/oauth2/token is served on the AWS endpoint; there is no login page' },
  declare({ properties: { UserPoolId, Domain } }, { cognito }) {
    cognito.declareDomain({ userPoolId: UserPoolId, domain: Domain });
    return { ref: Domain, attributes: {} };
  },
});

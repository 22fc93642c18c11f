import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** `Ref` is the domain. Its host is not served under that name here: all of it stands on the AWS endpoint. */
export const userPoolDomain = resourceType({
  type: 'AWS::Cognito::UserPoolDomain',
  properties: z.strictObject({
    UserPoolId: z.string(),
    Domain: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
    ManagedLoginVersion: z.int().min(1).max(2).default(1),
  }),
  enforcement: {
    kind: 'approximated',
    how: '/oauth2 and the login page are served on the AWS endpoint, not under this name',
  },
  declare({ properties: { UserPoolId, Domain, ManagedLoginVersion } }, { cognito }) {
    cognito.declareDomain({ userPoolId: UserPoolId, domain: Domain, managedLogin: ManagedLoginVersion === 2 });
    return { ref: Domain, attributes: {} };
  },
});

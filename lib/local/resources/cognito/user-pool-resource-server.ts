import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** No space, quote or backslash (RFC 6749 §3.3), and no slash: that parts the resource server from the scope. */
const token = z.string().regex(/^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/);
const identifier = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/);

/** `Ref` is the identifier. */
export const userPoolResourceServer = resourceType({
  type: 'AWS::Cognito::UserPoolResourceServer',
  properties: z.strictObject({
    UserPoolId: z.string(),
    Identifier: identifier,
    Name: z.string().min(1).max(256),
    Scopes: z
      .array(z.strictObject({ ScopeName: token, ScopeDescription: z.string().min(1).max(256) }))
      .max(100)
      .default([]),
  }),
  enforcement: { kind: 'enforced' },
  declare({ properties: { UserPoolId, Identifier, Name, Scopes } }, { cognito }) {
    cognito.declareResourceServer({
      userPoolId: UserPoolId,
      identifier: Identifier,
      name: Name,
      scopes: Scopes.map(({ ScopeName, ScopeDescription }) => ({ name: ScopeName, description: ScopeDescription })),
    });
    return { ref: Identifier, attributes: {} };
  },
});

import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

const pairs = z.array(z.strictObject({ Name: z.string().min(1).max(32), Value: z.string().max(2_048) }));

/** `Ref` is the user name. A user who is there already is left alone: people change what a template began. */
export const userPoolUser = resourceType({
  type: 'AWS::Cognito::UserPoolUser',
  properties: z.strictObject({
    UserPoolId: z.string(),
    Username: z.string().min(1).max(128).optional(),
    UserAttributes: pairs.default([]),
    ValidationData: pairs.optional(),
    ClientMetadata: z.record(z.string(), z.string()).optional(),
    DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).optional(),
    ForceAliasCreation: z.boolean().optional(),
    MessageAction: z.literal('SUPPRESS').optional(),
  }),
  enforcement: {
    kind: 'approximated',
    how: 'made at the first start, without the pre sign-up trigger and without an invitation: set a password to sign in',
  },
  declare({ logicalId, properties: { UserPoolId, Username, UserAttributes } }, { cognito }) {
    const username = cognito.declareUser({
      userPoolId: UserPoolId,
      username: Username ?? logicalId,
      attributes: new Map(UserAttributes.map(({ Name, Value }) => [Name, Value])),
    });
    return { ref: username, attributes: {} };
  },
});

import * as z from 'zod';
import { invite, inviteAgain } from '../accounts/invite.ts';
import { members, poolOperation, toMap } from './operation.ts';
import { toUserType } from './shapes.ts';

/**
 * Makes a user with a temporary password and sends it, unless `MessageAction` is SUPPRESS.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export const adminCreateUser = poolOperation({
  name: 'AdminCreateUser',
  input: {
    Username: members.username,
    TemporaryPassword: members.password.optional(),
    UserAttributes: members.attributes.optional(),
    ValidationData: members.attributes.optional(),
    MessageAction: z.enum(['SUPPRESS', 'RESEND']).optional(),
    ForceAliasCreation: z.boolean().optional(),
    DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).optional(),
    ClientMetadata: members.clientMetadata.optional(),
  },
  async run(room, pool, input) {
    const make = input.MessageAction === 'RESEND' ? inviteAgain : invite;
    const user = await make(room, {
      ...{ pool, username: input.Username, temporaryPassword: input.TemporaryPassword },
      attributes: toMap(input.UserAttributes),
      mediums: input.MessageAction === 'SUPPRESS' ? undefined : (input.DesiredDeliveryMediums ?? []),
      forceAliasCreation: input.ForceAliasCreation ?? false,
      validationData: input.ValidationData && Object.fromEntries(toMap(input.ValidationData)),
      clientMetadata: input.ClientMetadata,
    });
    return { User: toUserType(user) };
  },
});

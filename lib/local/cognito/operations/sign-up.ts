import { signUp as makeUser } from '../accounts/sign-up.ts';
import { openSignUpSession } from '../sign-in/after-sign-up.ts';
import { clientAndPool } from './client-and-pool.ts';
import { members, openOperation, toMap } from './operation.ts';

export const signUp = openOperation({
  name: 'SignUp',
  input: {
    ...{ ClientId: members.clientId, SecretHash: members.secretHash.optional(), Username: members.username },
    Password: members.password.optional(),
    UserAttributes: members.attributes.optional(),
    ValidationData: members.attributes.optional(),
    ...{ ClientMetadata: members.clientMetadata.optional(), AnalyticsMetadata: members.ignored.optional() },
    UserContextData: members.ignored.optional(),
  },
  async run(room, input) {
    const { client, pool } = clientAndPool(room, input);
    const { user, delivery } = await makeUser(room, {
      ...{ pool, client, username: input.Username, password: input.Password, clientMetadata: input.ClientMetadata },
      attributes: toMap(input.UserAttributes),
      validationData: input.ValidationData && Object.fromEntries(toMap(input.ValidationData)),
    });
    const session =
      user.status === 'CONFIRMED' ? undefined : openSignUpSession(room, { pool, client }, user, 'SIGN_UP');
    return {
      UserConfirmed: user.status === 'CONFIRMED',
      UserSub: user.sub,
      ...(delivery === undefined ? {} : { CodeDeliveryDetails: delivery }),
      ...(session === undefined ? {} : { Session: session }),
    };
  },
});

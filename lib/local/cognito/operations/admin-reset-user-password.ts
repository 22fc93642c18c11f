import { assertSelfService, recoveryOf } from '../accounts/forgot-password.ts';
import { sendCode } from '../messages/send-code.ts';
import { refusal } from '../refusals.ts';
import { members, poolOperation } from './operation.ts';

/** Makes the user's password count no more and sends the code by which ConfirmForgotPassword takes a new one. */
export const adminResetUserPassword = poolOperation({
  name: 'AdminResetUserPassword',
  input: { Username: members.username, ClientMetadata: members.clientMetadata.optional() },
  async run(room, pool, { Username, ClientMetadata: clientMetadata }) {
    assertSelfService(pool);
    const user = room.users.get(pool, Username);
    const contact = recoveryOf(room, pool, user);
    if (typeof contact === 'string') throw refusal(contact);
    await sendCode(room, {
      ...{ pool, clientId: undefined, user, contact, clientMetadata },
      ...{ purpose: 'forgot-password', reason: 'CustomMessage_ForgotPassword' },
    });
    room.users.setStatus(user, 'RESET_REQUIRED');
    return {};
  },
});

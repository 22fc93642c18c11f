import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import { type Occasion, runTrigger } from './run-trigger.ts';
import { metadata, toTriggerAttributes } from './user-attributes.ts';

/** What a message is for, as the trigger is told. */
export type MessageReason =
  | 'CustomMessage_SignUp'
  | 'CustomMessage_ResendCode'
  | 'CustomMessage_AdminCreateUser'
  | 'CustomMessage_ForgotPassword'
  | 'CustomMessage_UpdateUserAttribute'
  | 'CustomMessage_VerifyUserAttribute'
  | 'CustomMessage_Authentication';

const answer = z.object({
  smsMessage: z.string().max(140).nullish(),
  emailMessage: z.string().max(20_000).nullish(),
  emailSubject: z.string().max(140).nullish(),
});

/** The function's own words, where it has some; the placeholders are filled in afterwards. */
export const askCustomMessage = (
  room: Room,
  occasion: Occasion,
  reason: MessageReason,
  user: User,
  clientMetadata: JsonObject | undefined,
): Promise<z.output<typeof answer> | undefined> =>
  runTrigger(room, occasion, {
    ...{ name: 'CustomMessage', source: reason, answer },
    request: {
      userAttributes: toTriggerAttributes(user),
      codeParameter: '{####}',
      usernameParameter: reason === 'CustomMessage_AdminCreateUser' ? '{username}' : null,
      ...metadata(clientMetadata),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });

import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import { type Occasion, runTrigger } from './run-trigger.ts';
import { metadata, toTriggerAttributes } from './user-attributes.ts';

/** Triggers that change nothing by what they answer; they refuse by throwing. */
const nothing = z.record(z.string(), z.json());

export async function tellPostConfirmation(
  room: Room,
  occasion: Occasion,
  source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword',
  user: User,
  clientMetadata: JsonObject | undefined,
): Promise<void> {
  await runTrigger(room, occasion, {
    ...{ name: 'PostConfirmation', source, response: {}, answer: nothing },
    request: { userAttributes: toTriggerAttributes(user), ...metadata(clientMetadata) },
  });
}

/** Before a password or code is judged. A name that nobody bears comes with `userNotFound`, where that must not show. */
export async function askPreAuthentication(
  room: Room,
  occasion: Occasion,
  user: User | undefined,
  validationData: JsonObject | undefined,
): Promise<void> {
  await runTrigger(room, occasion, {
    ...{ name: 'PreAuthentication', source: 'PreAuthentication_Authentication', response: {}, answer: nothing },
    request: {
      userAttributes: user === undefined ? {} : toTriggerAttributes(user),
      validationData: validationData ?? null,
      userNotFound: user === undefined,
    },
  });
}

/** Once nothing is left to prove, before there are tokens. */
export async function tellPostAuthentication(
  room: Room,
  occasion: Occasion,
  user: User,
  { newDevice, clientMetadata }: { readonly newDevice: boolean; readonly clientMetadata: JsonObject | undefined },
): Promise<void> {
  await runTrigger(room, occasion, {
    ...{ name: 'PostAuthentication', source: 'PostAuthentication_Authentication', response: {}, answer: nothing },
    request: { userAttributes: toTriggerAttributes(user), newDeviceUsed: newDevice, ...metadata(clientMetadata) },
  });
}

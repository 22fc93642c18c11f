import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { type Occasion, runTrigger } from './run-trigger.ts';
import { metadata } from './user-attributes.ts';

const answer = z.object({
  userAttributes: z.record(z.string(), z.string()).nullish(),
  finalUserStatus: z.enum(['CONFIRMED', 'RESET_REQUIRED']).nullish(),
  messageAction: z.literal('SUPPRESS').nullish(),
  desiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).nullish(),
  forceAliasCreation: z.boolean().nullish(),
  enableSMSMFA: z.boolean().nullish(),
});

export type Migrant = z.output<typeof answer>;

/** Whether another directory knows somebody whom the pool does not; without attributes it does not. */
export const askUserMigration = (
  room: Room,
  occasion: Occasion,
  source: 'UserMigration_Authentication' | 'UserMigration_ForgotPassword',
  request: {
    readonly password: string | undefined;
    readonly validationData: JsonObject | undefined;
    readonly clientMetadata: JsonObject | undefined;
  },
): Promise<Migrant | undefined> =>
  runTrigger(room, occasion, {
    ...{ name: 'UserMigration', source, answer },
    request: {
      ...(request.password === undefined ? {} : { password: request.password }),
      validationData: request.validationData ?? null,
      ...metadata(request.clientMetadata),
    },
    response: {
      ...{ userAttributes: null, forceAliasCreation: null, enableSMSMFA: null },
      ...{ finalUserStatus: null, messageAction: null, desiredDeliveryMediums: null },
    },
  });

import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { type Occasion, runTrigger } from './run-trigger.ts';
import { metadata } from './user-attributes.ts';

const flag = z.boolean().nullish();
const answer = z.object({ autoConfirmUser: flag, autoVerifyEmail: flag, autoVerifyPhone: flag });

export interface SignUpVerdict {
  readonly autoConfirmUser: boolean;
  readonly autoVerifyEmail: boolean;
  readonly autoVerifyPhone: boolean;
}

/** May refuse a new user by throwing, and confirm one at once. */
export async function askPreSignUp(
  room: Room,
  occasion: Occasion,
  source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser',
  request: {
    readonly attributes: ReadonlyMap<string, string>;
    readonly validationData: JsonObject | undefined;
    readonly clientMetadata: JsonObject | undefined;
  },
): Promise<SignUpVerdict> {
  const verdict = await runTrigger(room, occasion, {
    name: 'PreSignUp',
    source,
    request: {
      userAttributes: Object.fromEntries(request.attributes),
      validationData: request.validationData ?? null,
      ...metadata(request.clientMetadata),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    answer,
  });
  return {
    autoConfirmUser: verdict?.autoConfirmUser ?? false,
    autoVerifyEmail: verdict?.autoVerifyEmail ?? false,
    autoVerifyPhone: verdict?.autoVerifyPhone ?? false,
  };
}

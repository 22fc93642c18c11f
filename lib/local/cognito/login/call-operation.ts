import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json.ts';
import { operations } from '../operations/operations.ts';
import type { Room } from '../room.ts';

/** Does what an application does by the API: what the login page offers is exactly that. @throws AwsError from it */
export async function callOperation(room: Room, name: OpenOperation, input: JsonObject): Promise<JsonObject> {
  const operation = operations.map((create) => create(room)).find((each) => each.name === name);
  if (operation === undefined) throw new Error(`user pools here do not do ${name}`);
  const nowMillis = room.environment.now();
  return operation.run(input, { caller: { kind: 'anonymous' }, requestId: randomUUID(), nowMillis });
}

/** Those that anyone may call, of which the page makes use. */
export type OpenOperation =
  | 'AssociateSoftwareToken'
  | 'VerifySoftwareToken'
  | 'ForgotPassword'
  | 'ConfirmForgotPassword'
  | 'SignUp'
  | 'ConfirmSignUp'
  | 'ResendConfirmationCode';

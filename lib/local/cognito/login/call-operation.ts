import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json.ts';
import { associateSoftwareToken } from '../operations/associate-software-token.ts';
import { verifySoftwareToken } from '../operations/verify-software-token.ts';
import type { Room } from '../room.ts';

const operations = { associateSoftwareToken, verifySoftwareToken } as const;

/** Does what an application does by the API: the page sets up an app no other way. @throws AwsError from it */
export async function callOperation(room: Room, name: keyof typeof operations, input: JsonObject): Promise<JsonObject> {
  const nowMillis = room.environment.now();
  return operations[name](room).run(input, { caller: { kind: 'anonymous' }, requestId: randomUUID(), nowMillis });
}

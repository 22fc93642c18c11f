import type { Call } from './call.ts';
import { checkResponse } from './check-response.ts';
import type { GatewayResult } from './gateway-event.ts';
import { tell } from './observe/tell.ts';
import { ownHeaders } from './own-headers.ts';
import type { Reply } from './reply.ts';
import { toResult } from './to-result.ts';

const json = { 'Content-Type': 'application/json' };

/** Sends what the implementation answered, if its contract promises that. */
export async function answer(call: Call, reply: Reply): Promise<GatewayResult> {
  const body = await checkResponse(call, reply);
  const headers = ownHeaders(reply);
  tell(call, { status: reply.status });
  return toResult(call, reply.status, body === null ? headers : { ...headers, ...json }, body);
}

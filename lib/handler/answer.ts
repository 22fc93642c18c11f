import { headers } from '../contract/index.ts';
import type { Call } from './call.ts';
import { checkResponse } from './check-response.ts';
import { isHeld } from './entity-tag/entity-tag.ts';
import { versionHeaders } from './entity-tag/version-headers.ts';
import type { GatewayResult } from './gateway-event.ts';
import { tell } from './observe/tell.ts';
import { ownHeaders } from './own-headers.ts';
import type { Reply } from './reply.ts';
import { toResult } from './to-result.ts';

const json = { 'Content-Type': 'application/json' };

/** Sends what the implementation answered, if its contract promises that. */
export async function answer(call: Call, reply: Reply): Promise<GatewayResult> {
  const body = await checkResponse(call, reply);
  const version = versionHeaders(call, reply);
  if (isUnchanged(call, reply)) {
    tell(call, { status: 304 });
    return toResult(call, 304, version, null);
  }
  const own = { ...ownHeaders(reply), ...version };
  tell(call, { status: reply.status });
  return toResult(call, reply.status, body === null ? own : { ...own, ...json }, body);
}

/** Whether the caller has what a GET would answer (RFC 9110 §13.1.2). */
const isUnchanged = ({ promised: { endpoint }, headers: sent }: Call, { version }: Reply): boolean =>
  endpoint.method === 'GET' &&
  endpoint.version !== 'none' &&
  version !== undefined &&
  isHeld(sent.get(headers.ifNoneMatch), version);

import { randomUUID } from 'node:crypto';
import type { Step } from '../call.ts';

const plain = /^[\w-]{1,128}$/;
const traceRoot = /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

/** Names the request as the gateway named it, and notes which trace it belongs to (AWS X-Ray, "Tracing header"). */
export const attachRequestId: Step = (call) => {
  call.requestId = plainOf(call.event.requestContext?.requestId) ?? plainOf(call.context.awsRequestId) ?? randomUUID();
  // Lambda sets this variable anew for each invocation.
  call.traceId = traceRoot.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];
  const { observer, endpoint } = call.promised;
  call.log = observer.log({ requestId: call.requestId, traceId: call.traceId, route: endpoint.route });
};

const plainOf = (id: string | undefined) => (id !== undefined && plain.test(id) ? id : undefined);

import { randomBytes } from 'node:crypto';
import type { Json } from '../json.ts';
import type { LambdaService } from '../lambda/index.ts';

/** Invokes a function for another service, such as a trigger of a user pool; rejects with what the function threw. */
export async function invokeTrigger(
  lambda: Pick<LambdaService, 'invoke'>,
  functionArn: string,
  payload: Json,
): Promise<Json> {
  const result = await lambda.invoke({ functionArn, payload, traceId: newTraceId() });
  switch (result.kind) {
    case 'returned':
      return result.payload;
    case 'failed':
      throw new Error(result.errorMessage);
    case 'timed-out':
      throw new Error(`${functionArn} ran into its timeout`);
    case 'crashed':
      throw new Error(`${functionArn} crashed: ${result.reason}`);
  }
}

/** AWS X-Ray Developer Guide, "Tracing header": version, seconds since the epoch, 96 random bits. */
const newTraceId = () =>
  `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`;

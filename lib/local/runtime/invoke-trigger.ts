import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { Json, JsonObject } from '../json.ts';
import { type LambdaService, newTraceId } from '../lambda/index.ts';

/**
 * Invokes a function as a trigger of a user pool; rejects with what the function threw. As on AWS, the function's own
 * permissions must let the pool invoke it.
 */
export async function invokeTrigger(
  { lambda, environment }: { readonly lambda: LambdaService; readonly environment: LocalEnvironment },
  functionArn: string,
  event: JsonObject,
): Promise<Json> {
  const sourceArn = arnOf(environment, 'cognito-idp', `userpool/${event['userPoolId']}`);
  if (!lambda.mayInvoke({ functionArn, principal: 'cognito-idp.amazonaws.com', sourceArn })) {
    throw new Error(`no permission lets ${sourceArn} invoke ${functionArn}`);
  }
  const result = await lambda.invoke({ functionArn, payload: event, traceId: newTraceId() });
  switch (result.kind) {
    case 'returned':
      return result.payload;
    case 'failed':
      throw new Error(result.errorMessage);
    case 'timed-out':
      throw new Error(`${functionArn} ran into its timeout`);
    case 'crashed':
      throw new Error(`${functionArn} crashed: ${result.reason}`);
    case 'throttled':
      throw new Error(`Rate Exceeded. ${functionArn}: ${result.reason}`);
  }
}

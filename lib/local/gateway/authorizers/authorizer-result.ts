import * as z from 'zod';
import type { Json } from '../../json.ts';
import { Refusal } from '../refusal.ts';
import { policyDocument } from './policy.ts';

const authorizerResult = z.object({
  principalId: z.string(),
  policyDocument,
  /** Values reach templates and handlers as strings; objects and arrays are no values. */
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()).nullish(),
  usageIdentifierKey: z.string().nullish(),
});

export type AuthorizerResult = z.output<typeof authorizerResult>;

/**
 * What a Lambda authorizer must answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @throws Refusal AUTHORIZER_CONFIGURATION_ERROR for anything else
 */
export function parseAuthorizerResult(payload: Json): AuthorizerResult {
  const parsed = authorizerResult.safeParse(payload);
  if (!parsed.success) throw new Refusal('AUTHORIZER_CONFIGURATION_ERROR');
  return parsed.data;
}

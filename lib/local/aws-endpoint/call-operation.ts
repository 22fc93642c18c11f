import { type AwsCaller, AwsError, type HttpRequest } from '../aws-service.ts';
import type { AwsEndpointOptions } from './aws-endpoint-options.ts';
import { checkRights } from './check-rights.ts';
import { checkSignature } from './check-signature.ts';
import type { Answer, Claim, ReadCall } from './protocol.ts';

/**
 * One call in the order of AWS: signature, then the input's form, then the rights that the input asks for, then the work.
 *
 * @throws AwsError from any of them
 */
export const callOperation = (
  claim: Claim,
  request: HttpRequest,
  requestId: string,
  options: Pick<AwsEndpointOptions, 'environment' | 'iam' | 'identify'>,
): Answer | Promise<Answer> => {
  const nowMillis = options.environment.now();
  const { caller, read } = admit(claim, request, nowMillis, options);
  return read.run({ caller, requestId, nowMillis });
};

/** Spells what the endpoint itself refuses as the service does. */
const admit = (
  claim: Claim,
  request: HttpRequest,
  nowMillis: number,
  { environment, iam, identify }: Pick<AwsEndpointOptions, 'environment' | 'iam' | 'identify'>,
): { readonly caller: AwsCaller; readonly read: ReadCall } => {
  const { signingName, authorization, read } = claim.find();
  try {
    const scope = { region: environment.region, service: signingName, nowMillis, identify };
    const caller: AwsCaller = authorization === 'unsigned' ? { kind: 'anonymous' } : checkSignature(request, scope);
    const input = read();
    if (authorization === 'signed') checkRights(caller, input.rights, { iam, signingName, request });
    return { caller, read: input };
  } catch (error) {
    throw error instanceof AwsError ? claim.spell(error) : error;
  }
};

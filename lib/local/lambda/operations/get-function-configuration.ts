import type { AwsRestOperation, AwsRestRequest } from '../../aws-service.ts';
import { functionAt, parseFunctionReference } from './function-reference.ts';
import type { LambdaRoom } from './lambda-room.ts';
import { toConfiguration } from './to-configuration.ts';

/** AWS Lambda API Reference, GetFunctionConfiguration. */
export const getFunctionConfiguration = ({ environment, functions }: LambdaRoom): AwsRestOperation => {
  const referenceOf = ({ labels, query }: AwsRestRequest) =>
    parseFunctionReference(labels['FunctionName'] ?? '', query.get('Qualifier'), environment);
  return {
    name: 'GetFunctionConfiguration',
    route: 'GET /2015-03-31/functions/{FunctionName}/configuration',
    rights: (request) => [{ action: 'lambda:GetFunctionConfiguration', resource: referenceOf(request).arn }],
    run: (request) => ({ status: 200, body: toConfiguration(functionAt(referenceOf(request), functions)) }),
  };
};

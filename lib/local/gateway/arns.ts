import { arnOf, type LocalEnvironment } from '../environment.ts';
import { DeclarationError } from './declaration-error.ts';

/**
 * `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`: what an authorizer's policy speaks of.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export const methodArn = (
  environment: LocalEnvironment,
  {
    apiId,
    stage,
    httpMethod,
    path,
  }: { readonly apiId: string; readonly stage: string; readonly httpMethod: string; readonly path: string },
): string => arnOf(environment, 'execute-api', `${apiId}/${stage}/${httpMethod}/${path.replace(/^\//, '')}`);

/** Who invokes an authorizer's function. */
export const authorizerArn = (environment: LocalEnvironment, apiId: string, authorizerId: string): string =>
  arnOf(environment, 'execute-api', `${apiId}/authorizers/${authorizerId}`);

/** What a web ACL is associated with. API Gateway's own ARNs carry no account. */
export const stageArn = ({ partition, region }: LocalEnvironment, apiId: string, stage: string): string =>
  `arn:${partition}:apigateway:${region}::/restapis/${apiId}/stages/${stage}`;

const invocationUri =
  /^arn:[a-z-]+:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(?<functionArn>arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+)\/invocations$/;

/** The function of `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`. */
export function functionArnOf(uri: string, what: string): string {
  const functionArn = invocationUri.exec(uri)?.groups?.['functionArn'];
  if (functionArn === undefined)
    throw new DeclarationError(`${what}: '${uri}' does not name a Lambda function to invoke`);
  return functionArn;
}

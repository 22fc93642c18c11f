import type * as cdk from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Secrets, SecureRestApi, type SecureRestApiProps, UsagePlans } from '../../../lib/constructs/index.ts';
import { smallApi } from './small-api.ts';
import { handlersFor, synthesise } from './synthesise.ts';

/** The small API with users and a plan, and with what a test changes. */
export function createApi(stack: cdk.Stack, props: Partial<SecureRestApiProps> = {}): SecureRestApi {
  const api = props.api ?? smallApi();
  const { meteringKey } = new Secrets(stack, 'Secrets');
  return new SecureRestApi(stack, 'Api', {
    api,
    handlers: handlersFor(api),
    users: new cognito.UserPool(stack, 'Users'),
    usagePlans: new UsagePlans(stack, 'Plans', {
      plans: [{ name: 'partner', ratePerSecond: 1, burst: 10, requestsPerDay: 200, meteringKey }],
    }),
    ...props,
  });
}

/** Its template. */
export const apiTemplate = (props: Partial<SecureRestApiProps> = {}): Template =>
  synthesise((stack) => createApi(stack, props));

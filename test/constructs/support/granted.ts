import type * as cdk from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { HandlerFunction } from '../../../lib/constructs/index.ts';
import { handlerCode, only, synthesise } from './synthesise.ts';

/** One statement of a policy, without its effect: all of them allow. */
export interface Right {
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Granted {
  /** Beside writing its log and its traces; logical ids without their hashes. */
  readonly rights: readonly Right[];
  /** Names of the environment variables by which the function is told. */
  readonly variables: readonly string[];
}

/** What a grant lets a function do, and what it tells it. */
export function granted(grant: (stack: cdk.Stack, grantee: lambda.Function) => void): Granted {
  const template = synthesise((stack) => {
    const code = handlerCode('endpoint', 'get-things');
    const options = { code, description: 'Lists things', serviceName: 'shop', timeoutSeconds: 3 };
    grant(stack, new HandlerFunction(stack, 'Handler', options).function);
  });
  const { PolicyDocument } = Object(only(template, 'AWS::IAM::ManagedPolicy'));
  const { Environment } = Object(only(template, 'AWS::Lambda::Function'));
  const [, , ...added] = JSON.parse(JSON.stringify(PolicyDocument.Statement).replaceAll(/[0-9A-F]{8}"/g, '"'));
  return {
    rights: added.map(({ Action, Resource, Condition }: Right) => ({
      ...{ Action, Resource },
      ...(Condition !== undefined && { Condition }),
    })),
    variables: Object.keys(Environment.Variables).filter((name) => !name.startsWith('POWERTOOLS_')),
  };
}

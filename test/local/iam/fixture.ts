import { createIam, type IamService, type RightContext } from '../../../lib/local/iam/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';

export const now = Date.UTC(2026, 10, 22, 12, 0, 0);
export const environment = { partition: 'aws', region: 'eu-central-1', accountId: '123456789012', now: () => now };
export const table = 'arn:aws:dynamodb:eu-central-1:123456789012:table/Ledger';
export const roleArn = 'arn:aws:iam::123456789012:role/teller';
export const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:transfers';

export const policyOf = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

export const lambdaTrust = policyOf({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'lambda.amazonaws.com' },
});

export interface Teller {
  readonly identity?: Json;
  readonly boundary?: Json;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An IAM with one role, `teller`. */
export const tellerIn = ({ identity, boundary, tags = {} }: Teller): IamService => {
  const iam = createIam(environment);
  const permissionsBoundaryArn =
    boundary === undefined
      ? undefined
      : iam.declareManagedPolicy({ name: 'boundary', document: boundary, roleNames: [] });
  iam.declareRole({
    name: 'teller',
    trustPolicy: lambdaTrust,
    inlinePolicies: identity === undefined ? [] : [{ name: 'rights', document: identity }],
    managedPolicyArns: [],
    permissionsBoundaryArn,
    tags,
  });
  return iam;
};

export interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly context?: RightContext;
  readonly functionArn?: string;
}

/** What the role is told when it reads the table. */
export const ask = (iam: IamService, asked: Asked = {}) =>
  iam.evaluate({ roleArn, action: 'dynamodb:GetItem', resource: table, functionArn, ...asked });

/** Whether a statement with this condition allows, in a request with this context. */
export const under = (condition: JsonObject, context: RightContext = {}, tags: Teller['tags'] = {}): boolean =>
  ask(tellerIn({ identity: policyOf({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }), tags }), {
    context,
  }).decision === 'allowed';

import { randomUUID } from 'node:crypto';
import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { InvocationResult } from '../../lambda/index.ts';

/** What a rotation needs of Lambda. */
export interface RotationFunctions {
  /** Whether the function lets Secrets Manager invoke it for the secret. */
  mayInvoke(functionArn: string, secretArn: string): boolean;
  invoke(functionArn: string, event: JsonObject): Promise<InvocationResult>;
}

export type RotationStep = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';

/** Runs one step of a rotation in the function, in the function's own role. Answers why it failed, or undefined. */
export const runStep = async (
  functions: RotationFunctions,
  functionArn: string,
  { step, arn, token }: { readonly step: RotationStep; readonly arn: string; readonly token: string },
): Promise<string | undefined> => {
  if (!functions.mayInvoke(functionArn, arn)) return 'the function does not let secretsmanager.amazonaws.com invoke it';
  const result = await functions.invoke(functionArn, {
    Step: step,
    SecretId: arn,
    ClientRequestToken: token,
    RotationToken: randomUUID(),
  });
  switch (result.kind) {
    case 'returned':
      return undefined;
    case 'failed':
      // The message is the function's own and may hold anything; it stands in the function's log.
      return `the function threw ${result.errorType}`;
    case 'timed-out':
      return 'the function ran into its timeout';
    case 'throttled':
      return 'the function was throttled';
    case 'crashed':
      return `the function ended: ${result.reason}`;
  }
};

/** @throws AwsError `AccessDeniedException` */
export const assertInvocable = (functions: RotationFunctions, functionArn: string, secretArn: string): void => {
  if (!functions.mayInvoke(functionArn, secretArn)) {
    throw new AwsError(
      'AccessDeniedException',
      'Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.',
    );
  }
};

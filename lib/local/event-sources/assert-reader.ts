import type { IamService } from '../iam/index.ts';

interface Need {
  readonly actions: readonly string[];
  readonly refusal: (sourceArn: string, missing: string) => string;
}

/** What the role of a function needs of its source, by the service in the source's ARN, and AWS's words without it. */
const needs: ReadonlyMap<string, Need> = new Map([
  [
    'dynamodb',
    {
      actions: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
      refusal: (sourceArn: string) =>
        `Cannot access stream ${sourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, ` +
        'DescribeStream, and ListStreams Actions on your stream in IAM.',
    },
  ],
  [
    'sqs',
    {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      refusal: (_: string, missing: string) =>
        `The provided execution role does not have permissions to call ${missing.split(':')[1]} on SQS`,
    },
  ],
]);

/** CDK grants it on every stream, and AWS takes it on one, too. */
const LISTED = 'dynamodb:ListStreams';

/** @throws Error in AWS's words, when the role of a function may not read a source */
export const assertReader = (
  { roleArn, functionArn }: { readonly roleArn: string; readonly functionArn: string },
  sourceArn: string,
  iam: Pick<IamService, 'decide'>,
): void => {
  const need = needs.get(sourceArn.split(':')[2] ?? '');
  if (need === undefined) throw new Error(`The local runtime reads no events from ${sourceArn}`);
  const isAllowed = (action: string, resource: string): boolean =>
    iam.decide({ roleArn, functionArn, action, resource }) === 'allowed';
  const missing = need.actions.find(
    (action) => !(action === LISTED && isAllowed(action, '*')) && !isAllowed(action, sourceArn),
  );
  if (missing !== undefined) throw new Error(`${need.refusal(sourceArn, missing)} (${roleArn} lacks ${missing})`);
};

/** How a right is granted in CDK: `table.grantReadData(fn)`. */
export interface GrantSuggestion {
  /** What the resource is called in the code: `table`. */
  readonly variable: string;
  /** The grant of the construct that has the right, perhaps with others; undefined when there is none. */
  readonly grant: string | undefined;
  /** The attribute that holds its ARN: `tableArn`. */
  readonly arn: string;
}

interface Row {
  readonly variable: string;
  readonly arn: string;
  /** Grants by the actions that they hold; the first that fits is taken. */
  readonly grants: readonly (readonly [RegExp, string])[];
}

/** By the service of the action. */
const rows: ReadonlyMap<string, Row> = new Map<string, Row>([
  [
    'dynamodb',
    {
      variable: 'table',
      arn: 'tableArn',
      grants: [
        [/^(BatchGetItem|GetItem|Query|Scan|ConditionCheckItem|DescribeTable)$/, 'grantReadData'],
        [/^(BatchWriteItem|PutItem|UpdateItem|DeleteItem)$/, 'grantWriteData'],
        [/^(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/, 'grantStreamRead'],
      ],
    },
  ],
  [
    'secretsmanager',
    {
      variable: 'secret',
      arn: 'secretArn',
      grants: [
        [/^(GetSecretValue|DescribeSecret)$/, 'grantRead'],
        [/^(PutSecretValue|UpdateSecret|UpdateSecretVersionStage)$/, 'grantWrite'],
      ],
    },
  ],
  [
    'kms',
    {
      variable: 'key',
      arn: 'keyArn',
      grants: [
        [/^Decrypt$/, 'grantDecrypt'],
        [/^(Encrypt|ReEncrypt.*|GenerateDataKey.*)$/, 'grantEncrypt'],
        [/^GenerateMac$/, 'grantGenerateMac'],
        [/^VerifyMac$/, 'grantVerifyMac'],
        [/^Sign$/, 'grantSign'],
        [/^Verify$/, 'grantVerify'],
      ],
    },
  ],
  ['sns', { variable: 'topic', arn: 'topicArn', grants: [[/^Publish$/, 'grantPublish']] }],
  [
    'sqs',
    {
      variable: 'queue',
      arn: 'queueArn',
      grants: [
        [/^(SendMessage|GetQueueUrl)$/, 'grantSendMessages'],
        [/^(ReceiveMessage|ChangeMessageVisibility|DeleteMessage|GetQueueAttributes)$/, 'grantConsumeMessages'],
      ],
    },
  ],
  ['lambda', { variable: 'callee', arn: 'functionArn', grants: [[/^InvokeFunction$/, 'grantInvoke']] }],
  [
    'ssm',
    {
      variable: 'parameter',
      arn: 'parameterArn',
      grants: [
        [/^(GetParameter|GetParameters|GetParameterHistory|DescribeParameters)$/, 'grantRead'],
        [/^PutParameter$/, 'grantWrite'],
      ],
    },
  ],
  ['ses', { variable: 'identity', arn: 'emailIdentityArn', grants: [[/^SendEmail$/, 'grantSendEmail']] }],
  ['events', { variable: 'bus', arn: 'eventBusArn', grants: [[/^PutEvents$/, 'grantPutEventsTo']] }],
  ['logs', { variable: 'logGroup', arn: 'logGroupArn', grants: [[/^(CreateLogStream|PutLogEvents)$/, 'grantWrite']] }],
  ['cognito-idp', { variable: 'userPool', arn: 'userPoolArn', grants: [] }],
]);

export const suggestGrant = (action: string): GrantSuggestion => {
  const [service = '', name = ''] = action.split(':');
  const row = rows.get(service);
  if (row === undefined) return { variable: 'resource', grant: undefined, arn: 'arn' };
  return { variable: row.variable, arn: row.arn, grant: row.grants.find(([actions]) => actions.test(name))?.[1] };
};

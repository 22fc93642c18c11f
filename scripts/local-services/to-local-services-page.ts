import type { AwsJsonService, AwsOperation, AwsQueryService, AwsRestService } from '../../lib/local/aws-service.ts';
import type { ResourceType } from '../../lib/local/resource-type.ts';

type Api = AwsJsonService | AwsQueryService | AwsRestService;
type Listed = Pick<AwsOperation, 'name' | 'notDone'>;

/** `docs/local-services.md`: every operation and resource type that the local runtime has, and nothing else. */
export function toLocalServicesPage(apis: readonly Api[], resourceTypes: readonly ResourceType[]): string {
  return `${[
    '# What the local runtime does',
    '',
    "Made by `npm run local-services` from the runtime's own tables; a test keeps the two equal. An operation that is not listed",
    'answers `UnknownOperationException` (SNS: `InvalidAction`) with its name. A resource type or property that is not known ends the start with its place',
    'in the template. What is approximated or not enforced is also printed at every start.',
    '',
    '## Operations',
    '',
    ...[...apis].sort(byTitle).flatMap(operationsOf),
    '## Resource types',
    '',
    '| type | here | how it differs |',
    '| --- | --- | --- |',
    ...[...resourceTypes].sort((a, b) => a.type.localeCompare(b.type)).map(resourceRow),
  ].join('\n')}\n`;
}

const protocolOf = (api: Api): string =>
  'targetPrefix' in api ? `JSON ${api.jsonVersion}` : 'xmlNamespace' in api ? 'query' : 'REST-JSON';

const operationsIn = (api: Api): readonly Listed[] =>
  [...api.operations.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

const titleOf = (api: Api): string => {
  const key = 'targetPrefix' in api ? api.targetPrefix : api.signingName;
  const title = titles.get(key);
  if (title === undefined) throw new Error(`scripts/local-services does not know what ${key} is called`);
  return title;
};

const byTitle = (a: Api, b: Api): number => titleOf(a).localeCompare(titleOf(b));

function operationsOf(api: Api): readonly string[] {
  const done = operationsIn(api).filter(({ notDone }) => notDone === undefined);
  const refused = operationsIn(api).filter(({ notDone }) => notDone !== undefined);
  return [
    `### ${titleOf(api)}`,
    '',
    `${protocolOf(api)}, signed as \`${api.signingName}\`; ${done.length} operations:`,
    `${done.map(({ name }) => `\`${name}\``).join(', ')}.`,
    '',
    ...(refused.length === 0 ? [] : [`Refused with a reason: ${refused.map(refusalOf).join('; ')}.`, '']),
  ];
}

const refusalOf = ({ name, notDone }: Listed): string => `\`${name}\` (${notDone})`;

function resourceRow({ type, enforcement, lesser = {} }: ResourceType): string {
  const own = differenceOf(enforcement);
  const differences = [
    ...(own === undefined ? [] : [own]),
    ...Object.entries(lesser).map(([property, each]) => `\`${property}\` (${each.kind}): ${differenceOf(each)}`),
  ];
  return `| \`${type}\` | ${enforcement.kind} | ${differences.join('<br>').replaceAll('|', '\\|')} |`;
}

const differenceOf = (enforcement: ResourceType['enforcement']): string | undefined => {
  if (enforcement.kind === 'enforced') return undefined;
  return enforcement.kind === 'approximated' ? enforcement.how : enforcement.why;
};

/** AWS's own names, by target prefix or, where there is none, signing name. */
const titles: ReadonlyMap<string, string> = new Map([
  ['AWSCognitoIdentityProviderService', 'Amazon Cognito user pools'],
  ['AWSEvents', 'Amazon EventBridge'],
  ['AmazonSQS', 'Amazon SQS'],
  ['AmazonSSM', 'AWS Systems Manager Parameter Store'],
  ['DynamoDBStreams_20120810', 'Amazon DynamoDB Streams'],
  ['DynamoDB_20120810', 'Amazon DynamoDB'],
  ['TrentService', 'AWS KMS'],
  ['lambda', 'AWS Lambda'],
  ['scheduler', 'Amazon EventBridge Scheduler'],
  ['secretsmanager', 'AWS Secrets Manager'],
  ['ses', 'Amazon SES'],
  ['sns', 'Amazon SNS'],
]);

import type { TableDefinition } from '../../dynamodb/index.ts';
import type { JsonObject } from '../../json.ts';
import type { Identity } from '../../resource-type.ts';
import type { LocalServices } from '../../services.ts';

/** The policies that stand on a table and on its stream. */
export interface TablePolicies {
  readonly table: JsonObject | undefined;
  readonly stream: JsonObject | undefined;
}

/** Lets nobody do anything: a policy has to have a statement, and DynamoDB itself asks for no leave. */
const NOTHING: JsonObject = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'dynamodb.amazonaws.com' },
      Action: 'dynamodb:DescribeStream',
      Resource: '*',
    },
  ],
};

/** Declares a table, who may do what with it, and the tags by which policies know it. */
export const declareTable = (
  path: string,
  definition: TableDefinition,
  policies: TablePolicies,
  { dynamodb, iam }: Pick<LocalServices, 'dynamodb' | 'iam'>,
): Identity => {
  const { arn, streamArn, tableId } = dynamodb.declareTable(definition);
  const declarePolicy = (resourceArn: string, document: JsonObject | undefined) => {
    if (document !== undefined) iam.declareResourcePolicy({ resourceArn, document, authority: 'shared', path });
  };
  declarePolicy(arn, policies.table);
  // What a table's policy lets one do with "*" it does not let one do with the stream, which is below it by name only.
  if (streamArn !== undefined) declarePolicy(streamArn, policies.stream ?? (policies.table && NOTHING));
  const { tags = [] } = definition;
  if (tags.length > 0) iam.tagResource(arn, Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])));
  return {
    ref: definition.name,
    attributes: { Arn: arn, TableId: tableId, ...(streamArn === undefined ? {} : { StreamArn: streamArn }) },
  };
};

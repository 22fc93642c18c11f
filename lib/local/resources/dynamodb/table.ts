import { resourceType } from '../../resource-type.ts';
import { tableProperties } from './table-properties.ts';
import { toTableDefinition } from './to-table-definition.ts';

const unlimited = { kind: 'not-enforced', why: 'no read or write is throttled for its capacity' } as const;

/** A table. `Ref` is its name. */
export const table = resourceType({
  type: 'AWS::DynamoDB::Table',
  properties: tableProperties,
  enforcement: { kind: 'enforced' },
  lesser: {
    SSESpecification: {
      kind: 'not-enforced',
      why: 'items stand unencrypted in the state folder, which only its owner can read',
    },
    PointInTimeRecoverySpecification: { kind: 'not-enforced', why: 'there are no backups here' },
    DeletionProtectionEnabled: {
      kind: 'approximated',
      how: 'no call deletes a table, but starting with --fresh empties it',
    },
    TimeToLiveSpecification: {
      kind: 'approximated',
      how: 'expired items go within seconds of the next call, and not within days',
    },
    ContributorInsightsSpecification: { kind: 'not-enforced', why: 'nobody counts which keys are asked for most' },
    TableClass: { kind: 'not-enforced', why: 'it says what storage costs' },
    ProvisionedThroughput: unlimited,
    OnDemandThroughput: unlimited,
  },
  declare({ stackName, logicalId, uniqueSuffix, properties }, { dynamodb }) {
    const name = properties.TableName ?? `${stackName}-${logicalId}-${uniqueSuffix}`;
    const { arn, streamArn } = dynamodb.declareTable(toTableDefinition(name, properties));
    return { ref: name, attributes: { Arn: arn, ...(streamArn === undefined ? {} : { StreamArn: streamArn }) } };
  },
});

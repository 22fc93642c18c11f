import { resourceType } from '../../resource-type.ts';
import { declareTable } from './declare-table.ts';
import { lesserCapacity, lesserSettings } from './settings.ts';
import { tableProperties } from './table-properties.ts';
import { toTableDefinition } from './to-table-definition.ts';

/** A table. `Ref` is its name. */
export const table = resourceType({
  type: 'AWS::DynamoDB::Table',
  properties: tableProperties,
  enforcement: { kind: 'enforced' },
  lesser: {
    SSESpecification: lesserSettings.encryption,
    PointInTimeRecoverySpecification: lesserSettings.recovery,
    DeletionProtectionEnabled: lesserSettings.deletionProtection,
    TimeToLiveSpecification: lesserSettings.timeToLive,
    ContributorInsightsSpecification: lesserSettings.insights,
    'GlobalSecondaryIndexes.ContributorInsightsSpecification': lesserSettings.insights,
    TableClass: lesserSettings.tableClass,
    ...lesserCapacity(
      ['ProvisionedThroughput', 'OnDemandThroughput', 'WarmThroughput'],
      ['', 'GlobalSecondaryIndexes.'],
    ),
    Tags: lesserSettings.tags,
  },
  declare({ path, stackName, logicalId, uniqueSuffix, properties }, services) {
    const name = properties.TableName ?? `${stackName}-${logicalId}-${uniqueSuffix}`;
    const policies = {
      table: properties.ResourcePolicy?.PolicyDocument,
      stream: properties.StreamSpecification?.ResourcePolicy?.PolicyDocument,
    };
    return declareTable(path, toTableDefinition(name, properties), policies, services);
  },
});

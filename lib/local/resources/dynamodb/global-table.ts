import { resourceType } from '../../resource-type.ts';
import { declareTable } from './declare-table.ts';
import { globalTableProperties } from './global-table-properties.ts';
import { lesserCapacity, lesserSettings } from './settings.ts';
import { onlyReplica, toGlobalTableDefinition } from './to-global-table-definition.ts';

const READS = ['ReadProvisionedThroughputSettings', 'ReadOnDemandThroughputSettings'];
const WRITES = ['WriteProvisionedThroughputSettings', 'WriteOnDemandThroughputSettings', 'WarmThroughput'];

/** What `TableV2` of the CDK makes: a table with one replica, in this region. `Ref` is its name. */
export const globalTable = resourceType({
  type: 'AWS::DynamoDB::GlobalTable',
  properties: globalTableProperties,
  enforcement: { kind: 'enforced' },
  lesser: {
    SSESpecification: lesserSettings.encryption,
    TimeToLiveSpecification: lesserSettings.timeToLive,
    'Replicas.PointInTimeRecoverySpecification': lesserSettings.recovery,
    'Replicas.DeletionProtectionEnabled': lesserSettings.deletionProtection,
    'Replicas.ContributorInsightsSpecification': lesserSettings.insights,
    'Replicas.GlobalSecondaryIndexes.ContributorInsightsSpecification': lesserSettings.insights,
    'Replicas.TableClass': lesserSettings.tableClass,
    'Replicas.Tags': lesserSettings.tags,
    ...lesserCapacity(READS, ['', 'GlobalSecondaryIndexes.', 'Replicas.', 'Replicas.GlobalSecondaryIndexes.']),
    ...lesserCapacity(WRITES, ['', 'GlobalSecondaryIndexes.']),
  },
  declare({ path, stackName, logicalId, uniqueSuffix, properties }, services) {
    const name = properties.TableName ?? `${stackName}-${logicalId}-${uniqueSuffix}`;
    const replica = onlyReplica(properties, services.environment.region);
    const policies = {
      table: replica.ResourcePolicy?.PolicyDocument,
      stream: replica.ReplicaStreamSpecification?.ResourcePolicy.PolicyDocument,
    };
    return declareTable(path, toGlobalTableDefinition(name, properties, replica), policies, services);
  },
});

import { type TableDefinition, type TableShape, toStructure, withTags } from '../../dynamodb/index.ts';
import type { AutoScaling, GlobalTableProperties, Replica } from './global-table-properties.ts';
import { toKmsKey, toRecovery, toTimeToLive } from './settings.ts';

/**
 * The replica of this region, which has to be the only one.
 *
 * @throws Error
 */
export const onlyReplica = ({ Replicas: replicas }: GlobalTableProperties, region: string): Replica => {
  const [replica, ...others] = replicas;
  if (replica?.Region !== region || others.length > 0) {
    const regions = replicas.map(({ Region: each }) => each).join(', ');
    throw new Error(`Replicas: a table here is in ${region} and nowhere else, but not in ${regions}`);
  }
  return replica;
};

/**
 * The table that the properties and its only replica describe.
 *
 * @throws Error when they contradict each other
 */
export const toGlobalTableDefinition = (
  name: string,
  properties: GlobalTableProperties,
  replica: Replica,
): TableDefinition => ({
  name,
  ...toStructure(toShape(properties, replica)),
  deletionProtection: replica.DeletionProtectionEnabled ?? false,
  ...toTimeToLive(properties.TimeToLiveSpecification),
  ...toRecovery(replica.PointInTimeRecoverySpecification),
  ...toKmsKey(properties.SSESpecification, replica.SSESpecification?.KMSMasterKeyId),
  ...(properties.StreamSpecification === undefined
    ? {}
    : { streamViewType: properties.StreamSpecification.StreamViewType }),
  ...(replica.TableClass === undefined ? {} : { tableClass: replica.TableClass }),
  ...(replica.Tags === undefined ? {} : { tags: withTags([], replica.Tags) }),
});

/** Capacity stands in many places of a global table, and in one of a table. */
const toShape = (properties: GlobalTableProperties, replica: Replica): TableShape => {
  const { BillingMode: billingMode = 'PROVISIONED', GlobalSecondaryIndexes: indexes } = properties;
  const ofReplica = new Map(replica.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index]));
  const unknown = [...ofReplica.keys()].find((name) => !indexes?.some(({ IndexName: known }) => known === name));
  if (unknown !== undefined) throw new Error(`Replicas: the table has no global index ${unknown}`);
  return {
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: billingMode,
    LocalSecondaryIndexes: properties.LocalSecondaryIndexes,
    ...toCapacity(billingMode, properties, replica),
    GlobalSecondaryIndexes: indexes?.map((index) => ({
      IndexName: index.IndexName,
      KeySchema: index.KeySchema,
      Projection: index.Projection,
      ...toCapacity(billingMode, index, ofReplica.get(index.IndexName)),
    })),
  };
};

type Reads = Pick<GlobalTableProperties, 'ReadOnDemandThroughputSettings' | 'ReadProvisionedThroughputSettings'>;
type Writes = Pick<GlobalTableProperties, 'WriteOnDemandThroughputSettings' | 'WriteProvisionedThroughputSettings'>;

/** What the replica says of reads comes before what the table says. */
const toCapacity = (
  billingMode: NonNullable<GlobalTableProperties['BillingMode']>,
  table: Reads & Writes,
  replica: Reads | undefined,
): Pick<TableShape, 'ProvisionedThroughput' | 'OnDemandThroughput'> => {
  if (billingMode === 'PROVISIONED') {
    const reads = replica?.ReadProvisionedThroughputSettings ?? table.ReadProvisionedThroughputSettings;
    const read = reads?.ReadCapacityUnits ?? startOf(reads?.ReadCapacityAutoScalingSettings);
    const write = startOf(table.WriteProvisionedThroughputSettings?.WriteCapacityAutoScalingSettings);
    if (read === undefined || write === undefined) return {};
    return { ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write } };
  }
  const reads = replica?.ReadOnDemandThroughputSettings ?? table.ReadOnDemandThroughputSettings;
  const writes = table.WriteOnDemandThroughputSettings;
  return reads === undefined && writes === undefined ? {} : { OnDemandThroughput: { ...reads, ...writes } };
};

/** What auto scaling begins with. Nothing is scaled here. */
const startOf = (scaling: AutoScaling | undefined): number | undefined => scaling?.SeedCapacity ?? scaling?.MinCapacity;

import { type TableDefinition, toStructure, withTags } from '../../dynamodb/index.ts';
import { toKmsKey, toRecovery, toTimeToLive } from './settings.ts';
import type { TableProperties } from './table-properties.ts';

/**
 * The table that the properties describe.
 *
 * @throws Error when they contradict each other, in the words of DynamoDB, which CloudFormation passes on
 */
export const toTableDefinition = (name: string, properties: TableProperties): TableDefinition => ({
  name,
  ...toStructure(properties),
  deletionProtection: properties.DeletionProtectionEnabled ?? false,
  ...toTimeToLive(properties.TimeToLiveSpecification),
  ...toRecovery(properties.PointInTimeRecoverySpecification),
  ...toKmsKey(properties.SSESpecification, properties.SSESpecification?.KMSMasterKeyId),
  ...(properties.StreamSpecification === undefined
    ? {}
    : { streamViewType: properties.StreamSpecification.StreamViewType }),
  ...(properties.TableClass === undefined ? {} : { tableClass: properties.TableClass }),
  ...(properties.Tags === undefined ? {} : { tags: withTags([], properties.Tags) }),
});

import * as z from 'zod';
import { encryptionShape } from '../definition/encryption.ts';
import { streamShape } from '../definition/stream-specification.ts';
import {
  attributeDefinitions,
  billingMode,
  globalIndex,
  indexName,
  onDemandThroughput,
  tableClass,
  throughput,
} from '../definition/table-shape.ts';
import { tableName } from '../operations/members.ts';

const indexUpdate = z.strictObject({
  Create: globalIndex.optional(),
  Update: z
    .strictObject({
      IndexName: indexName,
      ProvisionedThroughput: throughput.optional(),
      OnDemandThroughput: onDemandThroughput.optional(),
    })
    .optional(),
  Delete: z.strictObject({ IndexName: indexName }).optional(),
});

/** The members of `UpdateTable`; replicas and witnesses are not among them. */
export const updateMembers = z.strictObject({
  TableName: tableName,
  AttributeDefinitions: attributeDefinitions.optional(),
  BillingMode: billingMode.optional(),
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemandThroughput.optional(),
  GlobalSecondaryIndexUpdates: z.array(indexUpdate).optional(),
  StreamSpecification: streamShape.optional(),
  SSESpecification: encryptionShape.optional(),
  TableClass: tableClass.optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
});

export type UpdateMembers = z.infer<typeof updateMembers>;
export type IndexUpdate = z.infer<typeof indexUpdate>;

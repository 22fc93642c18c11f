import { toCapacity } from '../definition/capacity-of.ts';
import { invalidParameter, validationError } from '../errors.ts';
import type { IndexDefinition, TableDefinition } from '../table.ts';
import type { TableChange } from './table-change.ts';
import type { UpdateMembers } from './update-members.ts';

/** Another billing mode or capacity, of the table and with it of its indexes. */
export const changeBilling: TableChange = (definition, members) => {
  const { ProvisionedThroughput: wanted, OnDemandThroughput: onDemand } = members;
  const billingMode = members.BillingMode ?? definition.billingMode;
  assertFits(definition, members, billingMode);
  const { throughput, onDemandThroughput, ...others } = definition;
  const kept = billingMode === definition.billingMode;
  return {
    ...others,
    ...(kept && throughput !== undefined ? { throughput } : {}),
    ...(kept && onDemandThroughput !== undefined ? { onDemandThroughput } : {}),
    ...toCapacity({ ProvisionedThroughput: wanted, OnDemandThroughput: onDemand }),
    billingMode,
    indexes: kept ? definition.indexes : definition.indexes.map(withoutCapacity),
  };
};

const withoutCapacity = ({ throughput: _, onDemandThroughput: __, ...index }: IndexDefinition): IndexDefinition =>
  index;

const assertFits = (
  { billingMode: current, throughput }: TableDefinition,
  { BillingMode: asked, ProvisionedThroughput: wanted, OnDemandThroughput: onDemand }: UpdateMembers,
  billingMode: TableDefinition['billingMode'],
): void => {
  if (billingMode === 'PAY_PER_REQUEST' && wanted !== undefined) {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (billingMode === 'PROVISIONED' && onDemand !== undefined) {
    throw invalidParameter(
      'MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED',
    );
  }
  if (asked === 'PROVISIONED' && current !== asked && wanted === undefined) {
    throw invalidParameter('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  }
  if (wanted === undefined || throughput === undefined || billingMode !== current) return;
  const { ReadCapacityUnits: reads, WriteCapacityUnits: writes } = throughput;
  if (wanted.ReadCapacityUnits !== reads || wanted.WriteCapacityUnits !== writes) return;
  throw validationError(
    'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      `Current ReadCapacityUnits provisioned for the table: ${reads}. Requested ReadCapacityUnits: ${reads}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${writes}. Requested WriteCapacityUnits: ${writes}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  );
};

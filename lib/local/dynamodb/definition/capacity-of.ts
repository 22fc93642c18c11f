import { invalidParameter } from '../errors.ts';
import type { Capacity } from '../table.ts';
import type { BillingMode, IndexShape, TableShape } from './table-shape.ts';

type CapacityShape = Pick<TableShape, 'ProvisionedThroughput' | 'OnDemandThroughput'>;

/** What is remembered of it. */
export const toCapacity = ({
  ProvisionedThroughput: provisioned,
  OnDemandThroughput: demand,
}: CapacityShape): Capacity => ({
  ...(provisioned === undefined ? {} : { throughput: provisioned }),
  ...(demand === undefined
    ? {}
    : {
        onDemandThroughput: {
          ...(demand.MaxReadRequestUnits === undefined ? {} : { MaxReadRequestUnits: demand.MaxReadRequestUnits }),
          ...(demand.MaxWriteRequestUnits === undefined ? {} : { MaxWriteRequestUnits: demand.MaxWriteRequestUnits }),
        },
      }),
});

/** @throws AwsError when the capacity does not belong to the billing mode */
export const assertCapacity = (shape: CapacityShape, billingMode: BillingMode): void => {
  if (billingMode === 'PAY_PER_REQUEST' && shape.ProvisionedThroughput !== undefined) {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (billingMode === 'PROVISIONED' && shape.ProvisionedThroughput === undefined) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  if (billingMode === 'PROVISIONED' && shape.OnDemandThroughput !== undefined) {
    throw invalidParameter(
      'MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED',
    );
  }
};

/** @throws AwsError when the capacity of an index does not belong to the billing mode of its table */
export const assertIndexCapacity = (index: IndexShape, billingMode: BillingMode): void => {
  const { IndexName: name, ProvisionedThroughput: provisioned } = index;
  if (billingMode === 'PAY_PER_REQUEST' && provisioned !== undefined) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (billingMode === 'PROVISIONED' && provisioned === undefined) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${name}`);
  }
};

import { invalidParameter, validationError } from '../errors.ts';
import type { UpdateMembers } from './update-members.ts';

/** What AWS calls the members that it takes alone only. */
const alone = {
  SSESpecification: 'SSE',
  TableClass: 'TableClass',
  DeletionProtectionEnabled: 'DeletionProtection',
} as const satisfies Partial<Record<keyof UpdateMembers, string>>;

const CAPACITY = ['BillingMode', 'ProvisionedThroughput', 'OnDemandThroughput'] as const;

/** Which changes `UpdateTable` takes together, in its order of complaint. @throws AwsError */
export const assertCombination = (members: UpdateMembers): void => {
  const { TableName: _, AttributeDefinitions: __, ...changes } = members;
  const asked = Object.keys(changes).filter((member) => Reflect.get(changes, member) !== undefined);
  const indexes = (members.GlobalSecondaryIndexUpdates ?? []).some(({ Update: update }) => update === undefined);
  const capacity = CAPACITY.some((member) => members[member] !== undefined);
  const stream = members.StreamSpecification !== undefined;

  if (asked.length === 0) throw validationError(NOTHING);
  if (members.GlobalSecondaryIndexUpdates?.length === 0) {
    throw invalidParameter('List of GlobalSecondaryIndexUpdates is empty');
  }
  for (const [member, name] of Object.entries(alone)) {
    if (asked.includes(member) && asked.length > 1) {
      throw invalidParameter(`${name} modification must be the only operation in the request`);
    }
  }
  if (stream && capacity) throw invalidParameter('You cannot modify stream status while updating table IOPS');
  if (indexes && capacity) throw invalidParameter('You cannot create or delete index while updating table IOPS');
  if (indexes && stream) throw invalidParameter('You cannot create or delete index while changing stream status');
};

const NOTHING =
  'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or ' +
  'SSESpecification or ReplicaUpdates is required';

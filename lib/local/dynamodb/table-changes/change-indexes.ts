import { AwsError } from '../../aws-service.ts';
import { attributeTypes } from '../definition/attribute-types.ts';
import { toCapacity } from '../definition/capacity-of.ts';
import { toGlobalIndex } from '../definition/to-index.ts';
import { invalidParameter, resourceNotFound, validationError } from '../errors.ts';
import { type IndexDefinition, keyAttributes, type TableDefinition } from '../table.ts';
import type { TableChange } from './table-change.ts';
import type { IndexUpdate, UpdateMembers } from './update-members.ts';

const MAX_GLOBAL = 20;

/** Global indexes come, go and get other capacities. A new one is filled with the answer. */
export const changeIndexes: TableChange = (definition, members) => {
  const { GlobalSecondaryIndexUpdates: updates = [] } = members;
  assertOneEach(updates);
  const changed = updates.reduce((sofar, update) => changeOne(sofar, update, members), definition);
  const without = changed.indexes.find(({ kind, throughput }) => kind === 'global' && throughput === undefined);
  if (members.BillingMode === 'PROVISIONED' && without !== undefined) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${without.name}`);
  }
  return changed;
};

const changeOne = (definition: TableDefinition, update: IndexUpdate, members: UpdateMembers): TableDefinition => {
  const { Create: create, Update: change, Delete: remove } = update;
  const { indexes } = definition;
  if (create !== undefined) return { ...definition, indexes: [...indexes, toNewIndex(definition, create, members)] };
  if (remove !== undefined) {
    const index = findGlobal(definition, remove.IndexName, 'delete');
    return { ...definition, indexes: indexes.filter((each) => each !== index) };
  }
  if (change === undefined) {
    throw invalidParameter(
      'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, ' +
        'GlobalSecondaryIndexUpdate.Delete must not be null',
    );
  }
  const index = findGlobal(definition, change.IndexName, 'update');
  if (definition.billingMode === 'PAY_PER_REQUEST' && change.ProvisionedThroughput !== undefined) {
    throw invalidParameter(
      `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${index.name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  return {
    ...definition,
    indexes: indexes.map((each) => (each === index ? { ...each, ...toCapacity(change) } : each)),
  };
};

const toNewIndex = (
  definition: TableDefinition,
  create: NonNullable<IndexUpdate['Create']>,
  { AttributeDefinitions: attributes }: UpdateMembers,
): IndexDefinition => {
  const { IndexName: name } = create;
  if (definition.indexes.some((index) => index.name === name)) {
    throw validationError('Attempting to create an index which already exists');
  }
  if (!(definition.indexes.filter(({ kind }) => kind === 'global').length < MAX_GLOBAL)) {
    throw limitExceeded(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL}`);
  }
  if (attributes === undefined) throw invalidParameter(`AttributeDefinitions is not specified for index: ${name}`);
  const types = attributeTypes(attributes);
  for (const known of [definition.key, ...definition.indexes.map(({ key }) => key)].flatMap(keyAttributes)) {
    const given = types.get(known.name);
    if (given !== undefined && given !== known.type) {
      throw invalidParameter(`The attribute ${known.name} is defined as ${known.type} already, and not as ${given}`);
    }
  }
  return toGlobalIndex(create, types, definition.billingMode);
};

const findGlobal = ({ indexes }: TableDefinition, name: string, action: 'delete' | 'update'): IndexDefinition => {
  const index = indexes.find((each) => each.name === name);
  if (index === undefined) throw resourceNotFound('Requested resource not found');
  if (index.kind === 'global') return index;
  throw validationError(`Cannot ${action} an index that is not a GlobalSecondaryIndex: ${name}`);
};

/** One action an element, one element an index, and one index that comes or goes. @throws AwsError */
const assertOneEach = (updates: readonly IndexUpdate[]): void => {
  const actions = updates.map((update) => Object.values(update).filter((action) => action !== undefined));
  if (actions.some(({ length }) => length > 1)) {
    throw invalidParameter('Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object');
  }
  const names = actions.flat().map(({ IndexName: name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) {
    throw invalidParameter(
      `Only one global secondary index update per index is allowed simultaneously. Index: ${twice}`,
    );
  }
  if (updates.filter(({ Update: change }) => change === undefined).length > 1) {
    throw limitExceeded(
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
};

const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', message);

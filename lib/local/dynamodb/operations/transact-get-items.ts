import * as z from 'zod';
import { positionOfKey } from '../check-keys.ts';
import { validationError } from '../errors.ts';
import { project } from '../expressions/document.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { limits } from '../limits.ts';
import { itemSize } from '../values/item-size.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { checkConflicts, checkEach } from './cancellation.ts';
import { consumedCapacities, readUnits } from './capacity.ts';
import { identify } from './identify.ts';
import { capacity, key, names, tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightsToElements } from './rights.ts';

const get = z.strictObject({
  ...names,
  TableName: tableName,
  Key: key,
  ProjectionExpression: z.string().optional(),
});
const input = z.strictObject({
  ...capacity,
  TransactItems: z
    .array(z.strictObject({ Get: get }))
    .min(1)
    .max(limits.transactionItems),
});

/** Up to 100 items as they were at one moment. */
export const transactGetItems: Operation = {
  name: 'TransactGetItems',
  rights: (engine, request) => rightsToElements(engine, 'TransactGetItems', { Get: 'GetItem' }, request),
  run: (engine, given) => {
    const members = readInput(input, given);
    const requests = members.TransactItems.map(({ Get: element }) => {
      assertExpressionMembers(element, ['ProjectionExpression']);
      return {
        key: parseAttributes(element.Key),
        projection: readExpressions(element).projection,
        table: engine.catalog.find(element.TableName),
      };
    });
    const reads = checkEach(requests, (request) => ({
      ...request,
      position: positionOfKey(request.table, request.key),
    }));
    const items = reads.map(({ table, position }) => identify(table, position));
    if (new Set(items).size !== items.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
    checkConflicts(items, (item) => engine.inFlight.isBeingWritten(item));
    return engine.database.read(() => {
      const found = reads.map(({ table, position, projection }) => {
        const item = engine.items.get(table, position);
        return { table, projection, item, bytes: itemSize(item ?? {}) };
      });
      if (!(found.reduce((sum, { bytes }) => sum + bytes, 0) <= limits.transactionBytes)) {
        throw validationError('Transaction payload size cannot exceed 4194304 bytes');
      }
      return {
        Responses: found.map(({ item, projection }) =>
          item === undefined ? {} : { Item: projection === undefined ? item : project(item, projection) },
        ),
        ...consumedCapacities(
          members,
          () => found.map(({ table, bytes }) => ({ table, units: readUnits(bytes, 'transaction') })),
          'ReadCapacityUnits',
        ),
      };
    });
  },
};

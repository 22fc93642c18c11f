import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Position } from '../storage/item-key.ts';
import { fingerprintOf, TransactionLog } from '../storage/transaction-log.ts';
import { itemSize } from '../values/item-size.ts';
import { prepareCheck, prepareDelete } from '../writes/prepare-delete.ts';
import { preparePut } from '../writes/prepare-put.ts';
import { prepareUpdate } from '../writes/prepare-update.ts';
import { perform, type Write } from '../writes/write.ts';
import { type CancellationReason, cancelled, checkEach, reasonFor } from './cancellation.ts';
import { type Consumed, consumedCapacities, readUnits, writeUnits } from './capacity.ts';
import { identify } from './identify.ts';
import { capacity, collectionMetrics, conditional, item, key, tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightsToElements } from './rights.ts';

const onItem = { ...conditional, TableName: tableName };
const element = z.strictObject({
  Put: z.strictObject({ ...onItem, Item: item }).optional(),
  Update: z.strictObject({ ...onItem, Key: key, UpdateExpression: z.string() }).optional(),
  Delete: z.strictObject({ ...onItem, Key: key }).optional(),
  ConditionCheck: z.strictObject({ ...onItem, Key: key, ConditionExpression: z.string() }).optional(),
});
const input = z.strictObject({
  ...capacity,
  ...collectionMetrics,
  ClientRequestToken: z.string().min(1).max(36).optional(),
  TransactItems: z.array(element).min(1).max(limits.transactionItems),
});

const actions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

/**
 * Up to 100 writes of which all are done or none. Writers stand in one queue here, so two transactions never meet and
 * `TransactionConflict` never is a reason.
 */
export const transactWriteItems: Operation = {
  name: 'TransactWriteItems',
  rights: (engine, request) => rightsToElements(engine, actions, request),
  run: (engine, request, { nowMillis }) => {
    const members = readInput(input, request);
    assertPayload(request);
    const writes = members.TransactItems.map((each) => prepare(engine, each));
    const located = checkEach(writes, (write) => ({ write, position: write.locate() }));
    if (new Set(located.map(({ write, position }) => identify(write.table, position))).size !== located.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }

    const { ClientRequestToken: token } = members;
    const log = new TransactionLog(engine.database);
    const consumed = engine.database.write(() => {
      if (token === undefined) return performAll(engine, located);
      const fingerprint = fingerprintOf(request['TransactItems'] ?? null);
      const recalled = log.recall(token, fingerprint, nowMillis);
      if (recalled === 'other') {
        throw new AwsError(
          'IdempotentParameterMismatchException',
          'The request uses the same client token as a previous, but non-identical request. Do not reuse a client ' +
            'token with different requests, unless the requests are identical',
        );
      }
      if (recalled === 'same') return readAll(engine, located);
      const performed = performAll(engine, located);
      log.remember(token, fingerprint, nowMillis);
      return performed;
    });
    return consumedCapacities(members, consumed);
  },
};

const prepare = (engine: Engine, each: z.infer<typeof element>): Write => {
  const prepared = [
    ...(each.Put === undefined ? [] : [preparePut(engine, each.Put)]),
    ...(each.Update === undefined ? [] : [prepareUpdate(engine, each.Update)]),
    ...(each.Delete === undefined ? [] : [prepareDelete(engine, each.Delete)]),
    ...(each.ConditionCheck === undefined ? [] : [prepareCheck(engine, each.ConditionCheck)]),
  ];
  const [write, ...more] = prepared;
  if (write === undefined || more.length > 0) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  return write;
};

interface Located {
  readonly write: Write;
  readonly position: Position;
}

/** Performs every write, or throws with the reasons of all that could not be: whoever holds the transaction ends it. */
const performAll = (engine: Engine, located: readonly Located[]): readonly Consumed[] => {
  const reasons: (CancellationReason | undefined)[] = [];
  const consumed = located.flatMap(({ write, position }) => {
    try {
      const { before = {}, after = {} } = perform(engine, write, position);
      reasons.push(undefined);
      const units = writeUnits(Math.max(itemSize(before), itemSize(after)), 'transaction');
      return [{ tableName: write.table.name, units }];
    } catch (refusal) {
      reasons.push(reasonFor(refusal));
      return [];
    }
  });
  if (reasons.some((reason) => reason !== undefined)) throw cancelled(reasons);
  return consumed;
};

/** A repeated transaction costs only what reading its items costs. */
const readAll = ({ items }: Engine, located: readonly Located[]): readonly Consumed[] =>
  located.map(({ write: { table }, position }) => ({
    tableName: table.name,
    units: readUnits(itemSize(items.get(table, position) ?? {}), 'transaction'),
  }));

/** AWS limits what the request carries, not the items that it meets. */
const assertPayload = ({ TransactItems: elements }: JsonObject): void => {
  if (Buffer.byteLength(JSON.stringify(elements)) <= limits.transactionBytes) return;
  throw validationError('Transaction payload size cannot exceed 4194304 bytes');
};

import type { Json } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { limits } from '../limits.ts';
import { fingerprintOf, TransactionLog } from '../storage/transaction-log.ts';
import { itemSize } from '../values/item-size.ts';
import { tokenMismatch } from '../writes/items-in-flight.ts';
import { perform, type Written } from '../writes/write.ts';
import { type CancellationReason, cancelled, checkConflicts, checkEach, reasonFor } from './cancellation.ts';
import { type Consumed, consumedCapacities, readUnits, writeConsumed } from './capacity.ts';
import { identify } from './identify.ts';
import { itemCollectionMetricsOfAll } from './item-collection-metrics.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightsToElements } from './rights.ts';
import { type Located, prepareElement, transactWriteInput } from './transaction-element.ts';

const actions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

/** Up to 100 writes of which all are done or none. Who meets another transaction on one of the items is cancelled. */
export const transactWriteItems: Operation = {
  name: 'TransactWriteItems',
  rights: (engine, request) => rightsToElements(engine, 'TransactWriteItems', actions, request),
  run: async (engine, request, { nowMillis }) => {
    const members = readInput(transactWriteInput, request);
    assertPayload(request['TransactItems']);
    const writes = members.TransactItems.map((each) => prepareElement(engine, each));
    const located = checkEach(writes, (write): Located => ({ write, position: write.locate() }));
    const items = located.map(({ write, position }) => identify(write.table, position));
    if (new Set(items).size !== items.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }

    const { ClientRequestToken: token } = members;
    const fingerprint = token === undefined ? EMPTY : fingerprintOf(request['TransactItems'] ?? null);
    const transact = (): readonly Done[] | 'before' => {
      if (token === undefined) return performAll(engine, located);
      const log = new TransactionLog(engine.database);
      const recalled = log.recall(token, fingerprint, nowMillis);
      if (recalled === 'other') throw tokenMismatch();
      if (recalled === 'same') return 'before';
      const done = performAll(engine, located);
      log.remember(token, fingerprint, nowMillis);
      return done;
    };
    const done = await engine.inFlight.whileTokenIsUsed(token, fingerprint, () => {
      checkConflicts(items, (item) => engine.inFlight.isInTransaction(item));
      return engine.inFlight.whileInTransaction(items, () => engine.writes.run(transact));
    });
    // A repeated transaction costs only what reading its items costs.
    if (done === 'before') return consumedCapacities(members, () => readAll(engine, located), 'ReadCapacityUnits');
    return {
      ...consumedCapacities(
        members,
        () => done.map(({ write, written }) => writeConsumed(write.table, written, 'transaction')),
        'WriteCapacityUnits',
      ),
      ...itemCollectionMetricsOfAll(
        engine,
        members,
        done.map(({ write, written }) => ({ table: write.table, written })),
      ),
    };
  },
};

const EMPTY = new Uint8Array(0);

interface Done extends Located {
  readonly written: Written;
}

/** Performs every write, or throws with the reasons of all that could not be: whoever holds the transaction ends it. */
const performAll = (engine: Engine, located: readonly Located[]): readonly Done[] => {
  const reasons: (CancellationReason | undefined)[] = [];
  const done = located.flatMap((each) => {
    try {
      const written = perform(engine, each.write, each.position);
      reasons.push(undefined);
      return [{ ...each, written }];
    } catch (refusal) {
      reasons.push(reasonFor(refusal));
      return [];
    }
  });
  if (reasons.some((reason) => reason !== undefined)) throw cancelled(reasons);
  return done;
};

const readAll = ({ items }: Engine, located: readonly Located[]): readonly Consumed[] =>
  located.map(({ write: { table }, position }) => ({
    table,
    units: readUnits(itemSize(items.get(table, position) ?? {}), 'transaction'),
  }));

/** AWS limits what the request carries, not the items that it meets. */
const assertPayload = (elements: Json | undefined): void => {
  if (Buffer.byteLength(JSON.stringify(elements ?? [])) <= limits.transactionBytes) return;
  throw validationError('Transaction payload size cannot exceed 4194304 bytes');
};

import * as z from 'zod';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Position } from '../storage/item-key.ts';
import { prepareCheck, prepareDelete } from '../writes/prepare-delete.ts';
import { preparePut } from '../writes/prepare-put.ts';
import { prepareUpdate } from '../writes/prepare-update.ts';
import type { Write } from '../writes/write.ts';
import { capacity, collectionMetrics, conditional, item, key, tableName } from './members.ts';

const onItem = { ...conditional, TableName: tableName };
const element = z.strictObject({
  Put: z.strictObject({ ...onItem, Item: item }).optional(),
  Update: z.strictObject({ ...onItem, Key: key, UpdateExpression: z.string() }).optional(),
  Delete: z.strictObject({ ...onItem, Key: key }).optional(),
  ConditionCheck: z.strictObject({ ...onItem, Key: key, ConditionExpression: z.string() }).optional(),
});

export const transactWriteInput = z.strictObject({
  ...capacity,
  ...collectionMetrics,
  ClientRequestToken: z.string().min(1).max(36).optional(),
  TransactItems: z.array(element).min(1).max(limits.transactionItems),
});

/** A write of a transaction and the item that it is about. */
export interface Located {
  readonly write: Write;
  readonly position: Position;
}

/** @throws AwsError for what is wrong with an element whatever the table holds, and for one that is not exactly one action */
export const prepareElement = (engine: Engine, each: z.infer<typeof element>): Write => {
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

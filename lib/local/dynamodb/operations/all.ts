import { batchGetItem } from './batch-get-item.ts';
import { batchWriteItem } from './batch-write-item.ts';
import { deleteItem } from './delete-item.ts';
import { describeTable } from './describe-table.ts';
import { describeTimeToLive } from './describe-time-to-live.ts';
import { getItem } from './get-item.ts';
import { listTables } from './list-tables.ts';
import type { Operation } from './operation.ts';
import { putItem } from './put-item.ts';
import { query } from './query.ts';
import { refused } from './refused.ts';
import { scan } from './scan.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { updateItem } from './update-item.ts';

/** Every operation of the local DynamoDB. */
export const operations: readonly Operation[] = [
  batchGetItem,
  batchWriteItem,
  deleteItem,
  describeTable,
  describeTimeToLive,
  getItem,
  listTables,
  putItem,
  query,
  scan,
  transactGetItems,
  transactWriteItems,
  updateItem,
  ...refused,
];

import type { TableDefinition } from '../../../lib/local/dynamodb/index.ts';

/** `@` marks the names of tables in requests: every sequence has tables of its own. */
const common = { billingMode: 'PAY_PER_REQUEST', deletionProtection: false } as const;

/** Strings as keys, and every kind of index: sparse, with each projection, local and global. */
export const things: TableDefinition = {
  ...common,
  name: '@things',
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  indexes: [
    {
      name: 'byScore',
      kind: 'local',
      key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'score', type: 'N' } },
      projection: { type: 'ALL' },
    },
    {
      name: 'byOwner',
      kind: 'global',
      key: { partition: { name: 'holder', type: 'S' }, sort: { name: 'score', type: 'N' } },
      projection: { type: 'INCLUDE', attributes: ['s', 'n'] },
    },
    {
      name: 'byTint',
      kind: 'global',
      key: { partition: { name: 'tint', type: 'S' } },
      projection: { type: 'ALL' },
    },
  ],
};

/** One number as key. */
export const counters: TableDefinition = {
  ...common,
  name: '@counters',
  key: { partition: { name: 'id', type: 'N' } },
  indexes: [],
};

/** Binary and number as keys; a local index that projects keys only. */
export const blobs: TableDefinition = {
  ...common,
  name: '@blobs',
  key: { partition: { name: 'bin', type: 'B' }, sort: { name: 'at', type: 'N' } },
  indexes: [
    {
      name: 'byText',
      kind: 'local',
      key: { partition: { name: 'bin', type: 'B' }, sort: { name: 's', type: 'S' } },
      projection: { type: 'KEYS_ONLY' },
    },
  ],
};

export const tables: readonly TableDefinition[] = [things, counters, blobs];

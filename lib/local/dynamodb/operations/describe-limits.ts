import * as z from 'zod';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';

/** The quotas of a new account; no capacity is counted here. */
const DEFAULTS = {
  AccountMaxReadCapacityUnits: 80_000,
  AccountMaxWriteCapacityUnits: 80_000,
  TableMaxReadCapacityUnits: 40_000,
  TableMaxWriteCapacityUnits: 40_000,
};

export const describeLimits: Operation = {
  name: 'DescribeLimits',
  rights: () => [{ action: 'dynamodb:DescribeLimits', resource: '*' }],
  run: (_, request) => {
    readInput(z.strictObject({}), request);
    return DEFAULTS;
  },
};

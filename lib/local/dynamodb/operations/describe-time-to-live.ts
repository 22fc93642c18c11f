import * as z from 'zod';
import { findNamed } from './find-named.ts';
import { tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';

const input = z.strictObject({ TableName: tableName });

export const describeTimeToLive: Operation = {
  name: 'DescribeTimeToLive',
  rights: (engine, request) => [rightTo(engine, 'DescribeTimeToLive', request)],
  run: (engine, request) => {
    const { timeToLiveAttribute } = findNamed(engine, readInput(input, request).TableName);
    return {
      TimeToLiveDescription:
        timeToLiveAttribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute },
    };
  },
};

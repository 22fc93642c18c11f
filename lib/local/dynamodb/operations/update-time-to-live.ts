import * as z from 'zod';
import { validationError } from '../errors.ts';
import type { TableDefinition } from '../table.ts';
import { findToChange } from './find-named.ts';
import { tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';

/** DynamoDB takes as long for a change, and another one only after it ("UpdateTimeToLive" in the API reference). */
const INTERVAL_MILLIS = 60 * 60 * 1000;

const input = z.strictObject({
  TableName: tableName,
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string().min(1).max(255), Enabled: z.boolean() }),
});

export const updateTimeToLive: Operation = {
  name: 'UpdateTimeToLive',
  rights: (engine, request) => [rightTo(engine, 'UpdateTimeToLive', request)],
  run: (engine, request, { nowMillis }) => {
    const { TableName: name, TimeToLiveSpecification: specification } = readInput(input, request);
    const table = findToChange(engine, name);
    const { AttributeName: attribute, Enabled: enabled } = specification;
    assertChanges(table.timeToLiveAttribute, attribute, enabled);
    const { timeToLiveChangedAtMillis: changedAt } = table.history;
    if (changedAt !== undefined && nowMillis - changedAt < INTERVAL_MILLIS) {
      throw validationError('Time to live has been modified multiple times within a fixed interval');
    }
    const change = ({ timeToLiveAttribute: _, ...definition }: TableDefinition): TableDefinition =>
      enabled ? { ...definition, timeToLiveAttribute: attribute } : definition;
    engine.catalog.change(table, change, { timeToLiveChangedAtMillis: nowMillis });
    return { TimeToLiveSpecification: specification };
  },
};

/** @throws AwsError when it is so already, or another attribute is meant */
const assertChanges = (current: string | undefined, attribute: string, enabled: boolean): void => {
  if (current === undefined) {
    if (!enabled) throw validationError('TimeToLive is already disabled');
    return;
  }
  if (current !== attribute) {
    throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  }
  if (enabled) throw validationError('TimeToLive is already enabled');
};

import { assertCombination } from '../table-changes/assert-combination.ts';
import { changeBilling } from '../table-changes/change-billing.ts';
import { changeIndexes } from '../table-changes/change-indexes.ts';
import { changeSettings } from '../table-changes/change-settings.ts';
import { changeStream } from '../table-changes/change-stream.ts';
import type { TableChange } from '../table-changes/table-change.ts';
import { updateMembers } from '../table-changes/update-members.ts';
import { findToChange } from './find-named.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';
import { toTableDescription } from './to-table-description.ts';

const changes: readonly TableChange[] = [changeBilling, changeStream, changeIndexes, changeSettings];

/** A table of the template is changed until the next start, which makes it as the template says again. */
export const updateTable: Operation = {
  name: 'UpdateTable',
  rights: (engine, request) => [rightTo(engine, 'UpdateTable', request)],
  run: (engine, request) => {
    const members = readInput(updateMembers, request);
    assertCombination(members);
    const table = findToChange(engine, members.TableName);
    const changed = engine.catalog.change(table, (definition) =>
      changes.reduce((sofar, change) => change(sofar, members), definition),
    );
    return { TableDescription: toTableDescription(engine, changed, 'UPDATING') };
  },
};

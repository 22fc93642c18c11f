import type { TableDefinition } from '../table.ts';
import type { UpdateMembers } from './update-members.ts';

/**
 * One thing that `UpdateTable` does: what a definition becomes by the members that ask for it, and the same definition
 * when none does.
 *
 * @throws AwsError
 */
export type TableChange = (definition: TableDefinition, members: UpdateMembers) => TableDefinition;

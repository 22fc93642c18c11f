import type { ResourceType } from '../../resource-type.ts';
import { globalTable } from './global-table.ts';
import { table } from './table.ts';

export const dynamoDbResourceTypes: readonly ResourceType[] = [globalTable, table];

import type { ResourceType } from '../../resource-type.ts';
import { table } from './table.ts';

export const dynamoDbResourceTypes: readonly ResourceType[] = [table];

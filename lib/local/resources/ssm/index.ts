import type { ResourceType } from '../../resource-type.ts';
import { parameter } from './parameter.ts';

export const ssmResourceTypes: readonly ResourceType[] = [parameter];

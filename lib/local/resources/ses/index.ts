import type { ResourceType } from '../../resource-type.ts';
import { configurationSet } from './configuration-set.ts';
import { emailIdentity } from './email-identity.ts';

export const sesResourceTypes: readonly ResourceType[] = [configurationSet, emailIdentity];

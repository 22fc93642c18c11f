import type { ResourceType } from '../../resource-type.ts';
import { managedPolicy } from './managed-policy.ts';
import { policy } from './policy.ts';
import { role } from './role.ts';

export const iamResourceTypes: readonly ResourceType[] = [role, managedPolicy, policy];

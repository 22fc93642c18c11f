import type { ResourceType } from '../../resource-type.ts';
import { resourcePolicy } from './resource-policy.ts';
import { rotationSchedule } from './rotation-schedule.ts';
import { secret } from './secret.ts';

export const secretsManagerResourceTypes: readonly ResourceType[] = [secret, resourcePolicy, rotationSchedule];

import type { ResourceType } from '../../resource-type.ts';
import { rotationSchedule } from './rotation-schedule.ts';
import { secret } from './secret.ts';

export const secretsManagerResourceTypes: readonly ResourceType[] = [secret, rotationSchedule];

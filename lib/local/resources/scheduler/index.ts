import type { ResourceType } from '../../resource-type.ts';
import { schedule } from './schedule.ts';
import { scheduleGroup } from './schedule-group.ts';

export const schedulerResourceTypes: readonly ResourceType[] = [schedule, scheduleGroup];

import type { ResourceType } from '../../resource-type.ts';
import { eventBus } from './event-bus.ts';
import { rule } from './rule.ts';

export const eventsResourceTypes: readonly ResourceType[] = [eventBus, rule];

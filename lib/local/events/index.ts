export { createEvents, type EventsOptions, type EventsService } from './create-events.ts';
export type { RuleDefinition } from './rule.ts';

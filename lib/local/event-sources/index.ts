export { createEventSources, type EventSourcesOptions } from './create-event-sources.ts';
export type { EventSourceMapping, EventSourceService } from './event-source-service.ts';

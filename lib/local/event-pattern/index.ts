export { type EventMatch, InvalidEventPattern, type PatternUse } from './event-match.ts';
export { parseEventPattern } from './parse-event-pattern.ts';

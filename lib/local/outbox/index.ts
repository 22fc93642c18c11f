export { createOutbox, OUTBOX_FILE, type OutboxOptions } from './create-outbox.ts';
export type { KeptMessage, OutboxService, OutgoingMessage } from './outbox-service.ts';

export { createQueues, type QueueDefinition, type QueuesOptions, type SqsService } from './create-queues.ts';

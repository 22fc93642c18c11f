export { createTopics, type SnsService, type TopicsOptions } from './create-topics.ts';

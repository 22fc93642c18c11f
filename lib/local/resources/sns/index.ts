import type { ResourceType } from '../../resource-type.ts';
import { subscription } from './subscription.ts';
import { topic } from './topic.ts';
import { topicPolicy } from './topic-policy.ts';

export const snsResourceTypes: readonly ResourceType[] = [topic, subscription, topicPolicy];

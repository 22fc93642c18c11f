import type { ResourceType } from '../../resource-type.ts';
import { eventInvokeConfig } from './event-invoke-config.ts';
import { eventSourceMapping } from './event-source-mapping.ts';
import { lambdaFunction } from './function.ts';
import { permission } from './permission.ts';

/** Versions, aliases, layers and URLs are not served: a template that has one is refused, by its type. */
export const lambdaResourceTypes: readonly ResourceType[] = [
  eventInvokeConfig,
  eventSourceMapping,
  lambdaFunction,
  permission,
];

import type { ResourceType } from '../../resource-type.ts';
import { lambdaFunction } from './function.ts';
import { permission } from './permission.ts';

/** Versions, aliases, layers and event sources are not served: a template that has one is refused. */
export const lambdaResourceTypes: readonly ResourceType[] = [lambdaFunction, permission];

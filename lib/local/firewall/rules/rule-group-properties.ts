import * as z from 'zod';
import { resourceProperties } from '../references/resource-properties.ts';
import { customResponseBodiesProperties } from './actions.ts';
import { rulesProperties, visibilityConfig } from './rule-properties.ts';

/** Properties of `AWS::WAFv2::RuleGroup`. */
export const ruleGroupProperties = z.strictObject({
  ...resourceProperties,
  Capacity: z.int().min(1).max(5000),
  Rules: rulesProperties.default([]),
  VisibilityConfig: visibilityConfig,
  CustomResponseBodies: customResponseBodiesProperties.optional(),
});

export type RuleGroupProperties = z.infer<typeof ruleGroupProperties>;

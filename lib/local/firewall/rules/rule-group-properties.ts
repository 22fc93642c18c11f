import * as z from 'zod';
import { beyond, quotas } from '../quotas.ts';
import { resourceProperties } from '../references/resource-properties.ts';
import { customResponseBodiesProperties } from './actions.ts';
import { rulesProperties, visibilityConfig } from './rule-properties.ts';

/** Properties of `AWS::WAFv2::RuleGroup`. */
export const ruleGroupProperties = z.strictObject({
  ...resourceProperties,
  Capacity: z.int().min(1).max(quotas.capacityOfRuleGroup.most, beyond('capacityOfRuleGroup')),
  Rules: rulesProperties.default([]),
  VisibilityConfig: visibilityConfig,
  CustomResponseBodies: customResponseBodiesProperties.optional(),
});

export type RuleGroupProperties = z.infer<typeof ruleGroupProperties>;

import * as z from 'zod';
import { beyond, quotas } from '../quotas.ts';
import { ruleActionProperties } from './actions.ts';
import { ruleLabel } from './labels.ts';

export const visibilityConfig = z.strictObject({
  CloudWatchMetricsEnabled: z.boolean(),
  MetricName: z.string().regex(/^[\w#:./-]{1,255}$/),
  SampledRequestsEnabled: z.boolean(),
});

const nothing = z.strictObject({});

/** Immunity is what a solved puzzle buys. Nothing solves one here, so it is taken and has no effect. */
export const tokenConfig = z.strictObject({
  ImmunityTimeProperty: z.strictObject({ ImmunityTime: z.int().min(60).max(259_200) }).optional(),
});

/** One rule of a web ACL or rule group; its statement is compiled, and refused, on its own. */
const ruleProperties = z.strictObject({
  Name: z.string().regex(/^[\w-]{1,128}$/),
  Priority: z.int().min(0),
  Statement: z.record(z.string(), z.unknown()),
  Action: ruleActionProperties.optional(),
  OverrideAction: z
    .strictObject({ Count: nothing.optional(), None: nothing.optional() })
    .refine((it) => Object.keys(it).length === 1, 'must be either Count or None')
    .optional(),
  RuleLabels: z.array(ruleLabel).max(quotas.labelsOfRule.most, beyond('labelsOfRule')).optional(),
  VisibilityConfig: visibilityConfig,
  CaptchaConfig: tokenConfig.optional(),
  ChallengeConfig: tokenConfig.optional(),
});

export type RuleProperties = z.infer<typeof ruleProperties>;

/** The rules of a web ACL or rule group: names and priorities are theirs alone. */
export const rulesProperties = z
  .array(ruleProperties)
  .refine((rules) => areDistinct(rules.map(({ Priority }) => Priority)), 'priorities must differ')
  .refine((rules) => areDistinct(rules.map(({ Name }) => Name)), 'names must differ');

/** By their priorities, each with its place in the template. */
export const inOrder = (rules: readonly RuleProperties[]) =>
  rules.map((rule, index) => ({ rule, index })).toSorted((one, other) => one.rule.Priority - other.rule.Priority);

const areDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;

import * as z from 'zod';
import { joinPath } from '../engine/refusal.ts';
import { type Action, type CustomResponseBodies, ruleActionProperties } from './actions.ts';
import { compileAction, count } from './compile-action.ts';

/** What a reference to a rule group may say about single rules of it. */
export const overrideProperties = {
  ExcludedRules: z
    .array(z.strictObject({ Name: z.string() }))
    .max(100)
    .optional(),
  RuleActionOverrides: z
    .array(z.strictObject({ Name: z.string(), ActionToUse: ruleActionProperties }))
    .max(100)
    .refine((them) => new Set(them.map(({ Name }) => Name)).size === them.length, 'names must differ')
    .optional(),
};

const overrides = z.strictObject(overrideProperties);

/** By the exact name of the rule. `ExcludedRules` is the older way to say Count. */
export function compileOverrides(
  { ExcludedRules = [], RuleActionOverrides = [] }: z.infer<typeof overrides>,
  bodies: CustomResponseBodies,
  path: string,
): ReadonlyMap<string, Action> {
  const actions = RuleActionOverrides.map(({ Name, ActionToUse }, index) => {
    const place = joinPath(path, 'RuleActionOverrides', index, 'ActionToUse');
    return [Name, compileAction(ActionToUse, bodies, place)] as const;
  });
  return new Map([...ExcludedRules.map(({ Name }) => [Name, count] as const), ...actions]);
}

/** The names among the overrides that no rule of the group has. */
export const unknownNames = (actions: ReadonlyMap<string, Action>, ruleNames: readonly string[]): readonly string[] =>
  [...actions.keys()].filter((name) => !ruleNames.includes(name));

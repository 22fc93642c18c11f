import * as z from 'zod';
import { assertQuota } from '../engine/assert-quota.ts';
import { compilePattern, type Pattern } from '../engine/pattern.ts';
import { joinPath } from '../engine/refusal.ts';
import { beyond, quotas } from '../quotas.ts';
import { resourceProperties } from './resource-properties.ts';

export type RegexPatternSetProperties = z.infer<typeof regexPatternSetProperties>;
export const regexPatternSetProperties = z.strictObject({
  ...resourceProperties,
  RegularExpressionList: z.array(z.string()).min(1).max(quotas.patternsOfSet.most, beyond('patternsOfSet')),
});

export type PatternSet = readonly Pattern[];

/** @throws FirewallRefusal for a pattern that is not supported */
export const compilePatternSet = ({ RegularExpressionList }: RegexPatternSetProperties): PatternSet =>
  RegularExpressionList.map((pattern, index) => {
    const path = joinPath('RegularExpressionList', index);
    assertQuota('patternCharacters', pattern.length, path);
    return compilePattern(pattern, path);
  });

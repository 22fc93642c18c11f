import * as z from 'zod';
import { leastOf } from '../engine/fidelity.ts';
import { forwardedIpProperties } from '../engine/forwarded-ip.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import { statementKind } from '../engine/statement.ts';
import { truthOf } from '../engine/truth.ts';
import { compileAggregateKey, customKeyProperties } from '../rate/aggregate-key.ts';
import { createSlidingLog } from '../rate/sliding-log.ts';
import { createTenSecondLooks } from '../rate/ten-second-looks.ts';

const windows = [60, 120, 300, 600] as const;

const createCounter = { exact: createSlidingLog, 'aws-like': createTenSecondLooks } as const;

/** Limits the requests that share a key, among those that match the scope-down statement. AWS promises no exact count. */
export const rateBasedStatement = statementKind({
  name: 'RateBasedStatement',
  properties: z.strictObject({
    Limit: z.int().min(10).max(2_000_000_000),
    EvaluationWindowSec: z.literal(windows).default(300),
    AggregateKeyType: z.enum(['IP', 'FORWARDED_IP', 'CONSTANT', 'CUSTOM_KEYS']),
    ForwardedIPConfig: forwardedIpProperties.optional(),
    CustomKeys: z.array(customKeyProperties).min(1).max(5).optional(),
    ScopeDownStatement: z.unknown().optional(),
  }),
  compile({ Limit, EvaluationWindowSec, ScopeDownStatement, ...aggregation }, context) {
    if (context.isNested) throw new FirewallRefusal(context.path, 'cannot stand inside another statement');
    if (aggregation.AggregateKeyType === 'CONSTANT' && ScopeDownStatement === undefined) {
      throw new FirewallRefusal(joinPath(context.path, 'ScopeDownStatement'), 'is needed to count all requests as one');
    }
    const scope =
      ScopeDownStatement === undefined ? undefined : context.nested(ScopeDownStatement, 'ScopeDownStatement');
    const key = compileAggregateKey(aggregation, context);
    const counter = createCounter[context.rateMode](Limit, EvaluationWindowSec * 1000);
    return {
      evaluate: (inspection) => {
        const inScope = scope?.evaluate(inspection) ?? 'match';
        if (inScope !== 'match') return inScope;
        const instance = key.of(inspection);
        const truth =
          typeof instance === 'string' ? instance : truthOf(counter.exceeds(instance.key, inspection.nowMillis));
        inspection.trace?.saw({
          path: context.path,
          condition: context.written,
          field: { RateKey: {} },
          transformations: [],
          values: typeof instance === 'string' ? undefined : [instance.key],
          truth,
        });
        return truth;
      },
      capacity: 2 + key.capacity + (scope?.capacity ?? 0),
      fidelity: leastOf([{ fidelity: 'approximated' }, ...(scope === undefined ? [] : [scope])]),
    };
  },
});

import { createHash } from 'node:crypto';
import { DeclarationError } from '../declaration-error.ts';
import type { Throttle } from '../rest-api.ts';
import type { QuotaPeriod } from './quota-period.ts';

export interface ApiKey {
  readonly id: string;
  readonly value: string;
  readonly enabled: boolean;
}

export interface UsagePlan {
  readonly id: string;
  readonly throttle: Throttle | undefined;
  readonly quota: { readonly limit: number; readonly period: QuotaPeriod } | undefined;
  readonly stages: readonly PlanStage[];
}

interface PlanStage {
  readonly apiId: string;
  readonly stage: string;
  /** By `GET /accounts`. */
  readonly methodThrottles: ReadonlyMap<string, Throttle>;
}

/** The API keys of the account, and the plans that meter them. */
export interface UsagePlans {
  declareKey(key: ApiKey): void;
  declarePlan(plan: UsagePlan): void;
  /** Puts a key into a plan. @throws DeclarationError when either is unknown, or the key has a plan for the same stage */
  declareMembership(planId: string, keyId: string): void;
  /** The key with this value, enabled or not. */
  keyOf(value: string): ApiKey | undefined;
  /** The one plan that meters the key on the stage. */
  planOf(key: ApiKey, apiId: string, stage: string): (PlanStage & { readonly plan: UsagePlan }) | undefined;
}

export function createUsagePlans(): UsagePlans {
  const keys = new Map<string, ApiKey>();
  const keysByDigest = new Map<string, ApiKey>();
  const plans = new Map<string, UsagePlan>();
  const plansOfKey = new Map<string, UsagePlan[]>();

  const planOf: UsagePlans['planOf'] = (key, apiId, stage) =>
    (plansOfKey.get(key.id) ?? [])
      .flatMap((plan) => plan.stages.map((planStage) => ({ ...planStage, plan })))
      .find((candidate) => candidate.apiId === apiId && candidate.stage === stage);

  return {
    declareKey(key) {
      if (keysByDigest.has(digestOf(key.value))) throw new DeclarationError('two API keys have the same value');
      keys.set(key.id, key);
      keysByDigest.set(digestOf(key.value), key);
    },
    declarePlan: (plan) => void plans.set(plan.id, plan),
    declareMembership(planId, keyId) {
      const plan = plans.get(planId);
      const key = keys.get(keyId);
      if (plan === undefined || key === undefined) {
        throw new DeclarationError(
          `there is no ${plan === undefined ? `usage plan '${planId}'` : `API key '${keyId}'`}`,
        );
      }
      const taken = plan.stages.find(({ apiId, stage }) => planOf(key, apiId, stage) !== undefined);
      if (taken)
        throw new DeclarationError(`the API key '${keyId}' already has a usage plan for stage '${taken.stage}'`);
      plansOfKey.set(keyId, [...(plansOfKey.get(keyId) ?? []), plan]);
    },
    // By digest, so that the time a look-up takes says nothing about the values.
    keyOf: (value) => keysByDigest.get(digestOf(value)),
    planOf,
  };
}

const digestOf = (value: string): string => createHash('sha256').update(value).digest('base64');

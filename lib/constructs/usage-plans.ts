import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { assertProps, type PropsRule } from './props-rule.ts';

/** What the callers of one plan may use, together. */
export interface UsagePlanRow {
  /** Lower-case words joined by hyphens; unique, and part of construct ids. */
  readonly name: string;
  readonly ratePerSecond: number;
  /** Size of the token bucket. */
  readonly burst: number;
  readonly requestsPerDay: number;
  /** Holds the value of the gateway's own API key: 20 to 128 letters and digits that no caller ever sees. */
  readonly meteringKey: Pick<secretsmanager.ISecret, 'secretValue'>;
}

export interface UsagePlansProps {
  readonly plans: readonly UsagePlanRow[];
}

const isPositiveInteger = (value: number) => Number.isSafeInteger(value) && value > 0;

const rules: readonly PropsRule<UsagePlansProps>[] = [
  {
    message: 'there is at least one plan, and no two have one name',
    broken: ({ plans }) => plans.length === 0 || new Set(plans.map(({ name }) => name)).size !== plans.length,
  },
  {
    message: 'the name of a plan is lower-case words joined by hyphens',
    broken: ({ plans }) => !plans.every(({ name }) => /^[a-z]+(-[a-z]+)*$/.test(name)),
  },
  {
    message: 'ratePerSecond of a plan is positive and finite; burst and requestsPerDay are positive whole numbers',
    broken: ({ plans }) =>
      !plans.every(
        ({ ratePerSecond, burst, requestsPerDay }) =>
          ratePerSecond > 0 &&
          Number.isFinite(ratePerSecond) &&
          isPositiveInteger(burst) &&
          isPositiveInteger(requestsPerDay),
      ),
  },
];

/**
 * Usage plans whose API keys are the gateway's own. Callers hold Portcullis keys; the authorizer checks those and names
 * the plan by the value of its metering key (`usageIdentifierKey`).
 *
 * AWS enforces plans at its best effort: they protect a budget, they do not authenticate.
 */
export class UsagePlans extends Construct {
  readonly #plans: readonly apigateway.UsagePlan[];

  constructor(scope: Construct, id: string, props: UsagePlansProps) {
    super(scope, id);
    assertProps(this.node.path, props, rules);
    this.#plans = props.plans.map(({ name, ratePerSecond, burst, requestsPerDay, meteringKey }) => {
      const plan = new apigateway.UsagePlan(this, `Plan-${name}`, {
        name,
        throttle: { rateLimit: ratePerSecond, burstLimit: burst },
        quota: { limit: requestsPerDay, period: apigateway.Period.DAY },
      });
      // The value never stands in the template: CloudFormation reads it from the secret when it deploys.
      const key = new apigateway.ApiKey(this, `MeteringKey-${name}`, {
        value: meteringKey.secretValue.unsafeUnwrap(),
      });
      plan.addApiKey(key);
      return plan;
    });
  }

  /** Lets every plan count the requests of a stage. */
  meter(stage: apigateway.Stage): void {
    for (const plan of this.#plans) plan.addApiStage({ stage });
  }
}

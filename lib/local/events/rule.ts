import { parseScheduleExpression } from '../alarms/index.ts';
import { type EventMatch, parseEventPattern } from '../event-pattern/index.ts';
import type { Json, JsonObject } from '../json.ts';
import { type InputDefinition, parseInput } from './target-input.ts';

export interface TargetDefinition extends InputDefinition {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string | undefined;
  readonly DeadLetterConfig?: { readonly Arn?: string | undefined } | undefined;
  readonly SqsParameters?: { readonly MessageGroupId: string } | undefined;
}

/** A rule as a template declares it. */
export interface RuleDefinition {
  readonly name: string;
  readonly busName: string;
  readonly isEnabled: boolean;
  readonly pattern: Json | undefined;
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly schedule: string | undefined;
  readonly targets: readonly TargetDefinition[];
}

export interface Target {
  readonly arn: string;
  readonly roleArn: string | undefined;
  readonly deadLetterArn: string | undefined;
  readonly messageGroupId: string | undefined;
  messageOf(event: JsonObject): Json;
}

export interface Rule {
  readonly arn: string;
  readonly busName: string;
  readonly isEnabled: boolean;
  readonly matches: EventMatch;
  readonly schedule: string | undefined;
  readonly targets: readonly Target[];
}

const TAKERS = /^arn:aws[\w-]*:(?:lambda|sns|sqs):/;

/** @throws Error for a rule that cannot be honoured */
export const parseRule = (definition: RuleDefinition, arn: string): Rule => {
  const { name, busName, isEnabled, pattern, schedule } = definition;
  if (pattern === undefined && schedule === undefined)
    throw new Error('a rule needs an EventPattern or a ScheduleExpression');
  if (schedule !== undefined) {
    if (busName !== 'default') throw new Error('ScheduleExpression is supported only on the default event bus');
    if (parseScheduleExpression(schedule).kind === 'at')
      throw new Error(`${schedule}: a rule runs by rate(…) or cron(…)`);
  }
  const identity = { ruleArn: arn, ruleName: name };
  const targets = definition.targets.map((target) => {
    if (!TAKERS.test(target.Arn)) {
      throw new Error(`the local runtime delivers to functions, queues and topics, not to ${target.Arn}`);
    }
    return {
      arn: target.Arn,
      roleArn: target.RoleArn,
      deadLetterArn: target.DeadLetterConfig?.Arn,
      messageGroupId: target.SqsParameters?.MessageGroupId,
      messageOf: parseInput(target, identity),
    };
  });
  const matches = pattern === undefined ? () => false : parseEventPattern(pattern, 'rule');
  return { arn, busName, isEnabled, matches, schedule, targets };
};

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createIam } from '../../../lib/local/iam/index.ts';
import { assertSchedule } from '../../../lib/local/scheduler/schedule.ts';

const groupArn = 'arn:aws:scheduler:eu-central-1:123456789012:schedule-group/nightly';

it('takes a role that trusts Scheduler for the group of the schedule, as the CDK writes it, and for no other', () => {
  const iam = createIam({ partition: 'aws', region: 'eu-central-1', accountId: '123456789012' });
  const RoleArn = iam.declareRole({
    name: 'scheduler',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012', 'aws:SourceArn': groupArn } },
        },
      ],
    },
    inlinePolicies: [],
    managedPolicyArns: [],
  });
  const definition = {
    ScheduleExpression: 'rate(1 day)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: 'arn:aws:sqs:eu-central-1:123456789012:letters', RoleArn },
  } as const;
  assertSchedule(definition, iam, groupArn);
  assert.throws(() => assertSchedule(definition, iam, `${groupArn}s`), /allow AWS EventBridge Scheduler to assume/);
});

import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { scheduleMembers, scheduleName } from '../../scheduler/index.ts';
import { physicalName } from '../physical-name.ts';

const LONGEST_NAME = 64;
const instant = z.iso.datetime({ offset: true });

/** A schedule. `Ref` is its name. Runs that were missed while this was off are not made up for. */
export const schedule = resourceType({
  type: 'AWS::Scheduler::Schedule',
  properties: z.strictObject({
    ...scheduleMembers,
    Name: scheduleName.optional(),
    GroupName: scheduleName.optional(),
    KmsKeyArn: z.string().optional(),
    StartDate: instant.optional(),
    EndDate: instant.optional(),
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    KmsKeyArn: {
      kind: 'approximated',
      how: 'the schedule is encrypted under a key of this machine, and the policy of the KMS key is not asked',
    },
    'Target.RetryPolicy': {
      kind: 'approximated',
      how: 'a target of this machine takes a message at once, or it goes to the dead-letter queue',
    },
  },
  declare(declaration, { scheduler }) {
    const { Name, GroupName: group, KmsKeyArn: _, StartDate, EndDate, ...definition } = declaration.properties;
    const name = Name ?? physicalName(declaration, LONGEST_NAME);
    const { arn } = scheduler.declareSchedule({
      group,
      name,
      definition: { ...definition, startMillis: millis(StartDate), endMillis: millis(EndDate) },
    });
    return { ref: name, attributes: { Arn: arn } };
  },
});

const millis = (date: string | undefined): number | undefined => (date === undefined ? undefined : Date.parse(date));

import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { scheduleName } from '../../scheduler/index.ts';
import { physicalName } from '../physical-name.ts';

const LONGEST_NAME = 64;

/** A group of schedules. `Ref` is its name. */
export const scheduleGroup = resourceType({
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: z.strictObject({
    Name: scheduleName.optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare(declaration, { scheduler }) {
    const name = declaration.properties.Name ?? physicalName(declaration, LONGEST_NAME);
    const { arn } = scheduler.declareGroup(name);
    return { ref: name, attributes: { Arn: arn, State: 'ACTIVE' } };
  },
});

import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { physicalName } from '../physical-name.ts';

const LONGEST_NAME = 64;

const target = z.strictObject({
  Id: z.string().min(1).max(64),
  Arn: z.string().min(1),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string().min(1) })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  RetryPolicy: z
    .strictObject({ MaximumEventAgeInSeconds: z.int().optional(), MaximumRetryAttempts: z.int().optional() })
    .optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().min(1) }).optional(),
});

/** A rule by pattern or schedule. `Ref` is its name. Runs that were missed while this was off are not made up for. */
export const rule = resourceType({
  type: 'AWS::Events::Rule',
  properties: z.strictObject({
    Name: z
      .string()
      .regex(/^[\w.-]{1,64}$/)
      .optional(),
    Description: z.string().optional(),
    EventBusName: z.string().min(1).optional(),
    EventPattern: z.record(z.string(), z.json()).optional(),
    ScheduleExpression: z.string().min(1).optional(),
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    Targets: z.array(target).max(5).optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    'Targets.RetryPolicy': {
      kind: 'approximated',
      how: 'a target of this machine takes an event at once, or it goes to the dead-letter queue',
    },
  },
  declare(declaration, { events }) {
    const { Name, EventBusName, EventPattern, ScheduleExpression, State, Targets } = declaration.properties;
    const name = Name ?? physicalName(declaration, LONGEST_NAME);
    const busName = EventBusName?.replace(/^arn:.*:event-bus\//, '') ?? 'default';
    const { arn } = events.declareRule({
      name,
      busName,
      isEnabled: State !== 'DISABLED',
      pattern: EventPattern,
      schedule: ScheduleExpression,
      targets: Targets ?? [],
    });
    return { ref: name, attributes: { Arn: arn } };
  },
});

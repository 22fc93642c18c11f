import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** A schedule by which a function rotates a secret. `Ref` is the ARN of the secret. */
export const rotationSchedule = resourceType({
  type: 'AWS::SecretsManager::RotationSchedule',
  properties: z.strictObject({
    SecretId: z.string().min(1),
    RotationLambdaARN: z.string().min(1),
    RotateImmediatelyOnUpdate: z.boolean().optional(),
    RotationRules: z
      .strictObject({
        AutomaticallyAfterDays: z.int().min(1).max(1000).optional(),
        ScheduleExpression: z.string().optional(),
        Duration: z.string().optional(),
      })
      .optional(),
  }),
  enforcement: { kind: 'not-enforced', why: 'no secret is rotated here: its value stays until somebody puts another' },
  declare: ({ properties: { SecretId: ref } }) => ({ ref, attributes: {} }),
});

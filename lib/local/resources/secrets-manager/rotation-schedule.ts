import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import { rotationRules } from '../../secrets-manager/index.ts';

/** A schedule by which a function rotates a secret. `Ref` is the ARN of the secret. Hosted functions are refused. */
export const rotationSchedule = resourceType({
  type: 'AWS::SecretsManager::RotationSchedule',
  properties: z.strictObject({
    SecretId: z.string().min(1),
    RotationLambdaARN: z.string().min(1),
    RotateImmediatelyOnUpdate: z.boolean().default(true),
    RotationRules: rotationRules.optional(),
  }),
  enforcement: { kind: 'enforced' },
  lesser: {
    'RotationRules.Duration': {
      kind: 'approximated',
      how: 'a secret rotates when its window opens; AWS takes some moment within the window',
    },
  },
  declare({ properties }, { secretsManager }) {
    if (properties.RotationRules === undefined) throw new Error('RotationRules are missing: when would it rotate?');
    secretsManager.declareRotation({
      secretId: properties.SecretId,
      functionArn: properties.RotationLambdaARN,
      rules: properties.RotationRules,
      rotatesOnUpdate: properties.RotateImmediatelyOnUpdate,
    });
    return { ref: properties.SecretId, attributes: {} };
  },
});

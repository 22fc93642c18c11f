import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Who may do what with a secret, beside the policies of roles. `Ref` is the ARN of the secret. */
export const resourcePolicy = resourceType({
  type: 'AWS::SecretsManager::ResourcePolicy',
  properties: z.strictObject({
    SecretId: z.string().min(1),
    ResourcePolicy: z.record(z.string(), z.json()),
    BlockPublicPolicy: z.boolean().optional(),
  }),
  enforcement: { kind: 'enforced' },
  declare({ path, properties }, { secretsManager }) {
    secretsManager.declareResourcePolicy({
      secretId: properties.SecretId,
      policy: JSON.stringify(properties.ResourcePolicy),
      blockPublicPolicy: properties.BlockPublicPolicy ?? false,
      path,
    });
    return { ref: properties.SecretId, attributes: { Id: properties.SecretId } };
  },
});

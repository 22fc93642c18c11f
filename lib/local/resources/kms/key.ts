import { hash } from 'node:crypto';
import * as z from 'zod';
import { arnOf } from '../../environment.ts';
import { resourceType } from '../../resource-type.ts';

/** A symmetric key for other resources to name. `Ref` is its id. */
export const key = resourceType({
  type: 'AWS::KMS::Key',
  properties: z.strictObject({
    Description: z.string().max(8192).optional(),
    Enabled: z.literal(true).optional(),
    EnableKeyRotation: z.boolean().optional(),
    RotationPeriodInDays: z.int().min(90).max(2560).optional(),
    PendingWindowInDays: z.int().min(7).max(30).optional(),
    KeySpec: z.literal('SYMMETRIC_DEFAULT').optional(),
    KeyUsage: z.literal('ENCRYPT_DECRYPT').optional(),
    MultiRegion: z.literal(false).optional(),
    KeyPolicy: z.record(z.string(), z.unknown()).optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: {
    kind: 'not-enforced',
    why: 'no KMS runs here: what the key would encrypt is kept as its own service keeps it, and the key policy is not asked',
  },
  declare({ stackName, logicalId, uniqueSuffix }, { environment }) {
    const id = uuidOf(`${stackName}/${logicalId}/${uniqueSuffix}`);
    return { ref: id, attributes: { KeyId: id, Arn: arnOf(environment, 'kms', `key/${id}`) } };
  },
});

/** The same UUID (RFC 9562, version 8) for the same name. */
const uuidOf = (name: string): string => {
  const digest = hash('sha256', name);
  const part = (from: number, to: number) => digest.slice(from, to);
  return [part(0, 8), part(8, 12), `8${part(12, 15)}`, `8${part(15, 18)}`, part(18, 30)].join('-');
};

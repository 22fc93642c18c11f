import { hash } from 'node:crypto';
import * as z from 'zod';
import { keySpecNames, uuidOf } from '../../kms/index.ts';
import { resourceType } from '../../resource-type.ts';

const DEFAULT_ROTATION_DAYS = 365;

const properties = z.strictObject({
  BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
  Description: z.string().max(8192).default(''),
  Enabled: z.boolean().default(true),
  EnableKeyRotation: z.boolean().default(false),
  RotationPeriodInDays: z.int().min(90).max(2560).optional(),
  PendingWindowInDays: z.int().min(7).max(30).optional(),
  KeySpec: z.enum(keySpecNames).default('SYMMETRIC_DEFAULT'),
  KeyUsage: z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC']).default('ENCRYPT_DECRYPT'),
  MultiRegion: z.literal(false).optional(),
  Origin: z.literal('AWS_KMS').optional(),
  KeyPolicy: z.record(z.string(), z.json()).optional(),
  Tags: z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).default([]),
});

/** A key. `Ref` is its id. Imported and multi-Region keys are refused. */
export const key = resourceType({
  type: 'AWS::KMS::Key',
  properties,
  enforcement: { kind: 'enforced' },
  lesser: {
    BypassPolicyLockoutSafetyCheck: {
      kind: 'not-enforced',
      why: 'nobody checks here that the key policy lets somebody change it again, AWS does',
    },
    PendingWindowInDays: {
      kind: 'not-enforced',
      why: 'a key that the template no longer has is out of reach at once here, and never deleted',
    },
  },
  declare({ stackName, logicalId, uniqueSuffix, properties: declared }, { kms }) {
    const id = uuidOf(hash('sha256', `${stackName}/${logicalId}/${uniqueSuffix}`));
    if (declared.RotationPeriodInDays !== undefined && !declared.EnableKeyRotation) {
      throw new Error('RotationPeriodInDays is for a key that rotates: set EnableKeyRotation');
    }
    const { arn } = kms.declareKey({
      id,
      description: declared.Description,
      spec: declared.KeySpec,
      usage: declared.KeyUsage,
      enabled: declared.Enabled,
      rotationPeriodDays: declared.EnableKeyRotation
        ? (declared.RotationPeriodInDays ?? DEFAULT_ROTATION_DAYS)
        : undefined,
      policy: declared.KeyPolicy === undefined ? undefined : JSON.stringify(declared.KeyPolicy),
      tags: declared.Tags.map(({ Key: TagKey, Value: TagValue }) => ({ TagKey, TagValue })),
    });
    return { ref: id, attributes: { KeyId: id, Arn: arn } };
  },
});

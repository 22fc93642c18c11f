import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { makeMaterial } from '../crypto/key-material.ts';
import { validation } from '../errors.ts';
import { type KeySpec, type KeyUsage, keySpecNames, specificationOf } from '../key-specs.ts';
import { operation } from '../operation.ts';
import { declarePolicy, defaultPolicy } from '../policies.ts';
import { tagConditions } from '../rights.ts';
import { description, policyText, tags } from '../shapes.ts';
import { toMetadata } from '../to-metadata.ts';

const keySpec = z.enum(keySpecNames);
const input = z.strictObject({
  Policy: policyText.optional(),
  Description: description.optional(),
  KeyUsage: z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC']).optional(),
  CustomerMasterKeySpec: keySpec.optional(),
  KeySpec: keySpec.optional(),
  Origin: z.literal('AWS_KMS').optional(),
  BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
  Tags: tags.optional(),
  MultiRegion: z.literal(false).optional(),
});

export const createKey = operation({
  name: 'CreateKey',
  input,
  rights: ({ environment }, members) => [
    {
      action: 'kms:CreateKey',
      resource: '*',
      context: {
        'kms:calleraccount': [environment.accountId],
        'kms:keyspec': [specIn(members)],
        'kms:keyusage': [members.KeyUsage ?? 'ENCRYPT_DECRYPT'],
        'kms:keyorigin': ['AWS_KMS'],
        'kms:multiregion': ['false'],
        'kms:bypasspolicylockoutsafetycheck': [String(members.BypassPolicyLockoutSafetyCheck ?? false)],
        ...tagConditions(members.Tags),
      },
    },
  ],
  run: async ({ environment, iam, database, store }, members, { nowMillis }) => {
    const spec = specIn(members);
    const usage = members.KeyUsage ?? 'ENCRYPT_DECRYPT';
    assertFit(spec, usage);
    const id = randomUUID();
    const policy = members.Policy ?? defaultPolicy(environment);
    const material = await makeMaterial(specificationOf(spec).generation);
    const key = {
      id,
      spec,
      usage,
      manager: 'CUSTOMER',
      origin: 'api',
      description: members.Description ?? '',
      enabled: true,
      policy,
      tags: members.Tags ?? [],
      rotation: undefined,
      deletion: undefined,
      createdAtMillis: nowMillis,
    } as const;
    return database.write(() => {
      try {
        declarePolicy(environment, iam, id, policy);
      } catch (error) {
        throw malformedPolicy(error);
      }
      store.save(key);
      store.addMaterial(id, material, nowMillis);
      const saved = store.find(id) ?? { ...key, arn: '' };
      return { KeyMetadata: toMetadata(environment, saved, store.currentMaterial(id).id) };
    });
  },
});

const specIn = ({ KeySpec: spec, CustomerMasterKeySpec: oldName }: z.infer<typeof input>): KeySpec => {
  if (spec !== undefined && oldName !== undefined) {
    throw validation(
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  return spec ?? oldName ?? 'SYMMETRIC_DEFAULT';
};

/** @throws AwsError `ValidationException` */
export const assertFit = (spec: KeySpec, usage: KeyUsage): void => {
  if (!specificationOf(spec).usages.includes(usage)) {
    throw validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  }
};

export const malformedPolicy = (error: unknown): AwsError =>
  new AwsError('MalformedPolicyDocumentException', error instanceof Error ? error.message : String(error));

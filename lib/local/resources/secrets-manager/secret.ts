import { hash } from 'node:crypto';
import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';
import type { DeclaredValue } from '../../secrets-manager/index.ts';

const LONGEST = 4096;
const LARGEST_SECRET = 65_536;

const generation = z.strictObject({
  PasswordLength: z.int().min(1).max(LONGEST).optional(),
  ExcludeCharacters: z.string().max(LONGEST).optional(),
  ExcludeLowercase: z.boolean().optional(),
  ExcludeNumbers: z.boolean().optional(),
  ExcludePunctuation: z.boolean().optional(),
  ExcludeUppercase: z.boolean().optional(),
  IncludeSpace: z.boolean().optional(),
  RequireEachIncludedType: z.boolean().optional(),
  SecretStringTemplate: z.string().max(LARGEST_SECRET).optional(),
  GenerateStringKey: z.string().min(1).optional(),
});

const properties = z.strictObject({
  Name: z
    .string()
    .min(1)
    .max(512)
    .regex(/^[A-Za-z0-9/_+=.@-]+$/)
    .optional(),
  Description: z.string().max(2048).optional(),
  KmsKeyId: z.string().min(1).optional(),
  SecretString: z.string().max(LARGEST_SECRET).optional(),
  GenerateSecretString: generation.optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

/** A secret. `Ref` is its ARN. */
export const secret = resourceType({
  type: 'AWS::SecretsManager::Secret',
  properties,
  enforcement: { kind: 'enforced' },
  declare({ logicalId, stackName, uniqueSuffix, properties: declared }, { secretsManager }) {
    const name = declared.Name ?? `${logicalId}-${uniqueSuffix}`;
    const { arn } = secretsManager.declareSecret({
      name,
      arnSuffix: hash('sha256', `${stackName}/${logicalId}/${name}`).slice(0, SUFFIX_LENGTH),
      description: declared.Description,
      kmsKeyId: declared.KmsKeyId,
      tags: declared.Tags ?? [],
      value: toValue(declared),
    });
    return { ref: arn, attributes: { Id: arn } };
  },
});

/** AWS ends the ARN of a secret with six characters, so that a new secret of an old name is not taken for it. */
const SUFFIX_LENGTH = 6;

const toValue = ({
  SecretString: text,
  GenerateSecretString: generated,
}: z.infer<typeof properties>): DeclaredValue | undefined => {
  if (text !== undefined && generated !== undefined) {
    throw new Error('SecretString and GenerateSecretString exclude each other');
  }
  if (text !== undefined) return { kind: 'given', text };
  if (generated === undefined) return undefined;
  const { SecretStringTemplate: template, GenerateStringKey: key, ...password } = generated;
  if ((template === undefined) !== (key === undefined)) {
    throw new Error('GenerateSecretString: SecretStringTemplate and GenerateStringKey belong together');
  }
  if (template === undefined || key === undefined) return { kind: 'generated', password };
  return { kind: 'generated', password, template: { json: parseTemplate(template), key } };
};

const parseTemplate = (template: string): Readonly<Record<string, unknown>> => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(template));
  if (!parsed.success) throw new Error('GenerateSecretString: SecretStringTemplate must be a JSON object');
  return parsed.data;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

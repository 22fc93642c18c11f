import * as z from 'zod';
import { arnOf, type LocalEnvironment } from '../../environment.ts';
import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../errors.ts';
import type { TableDefinition } from '../table.ts';

export const encryptionShape = z.strictObject({
  Enabled: z.boolean().optional(),
  SSEType: z.enum(['AES256', 'KMS']).optional(),
  KMSMasterKeyId: z.string().min(1).optional(),
});

type EncryptionShape = z.infer<typeof encryptionShape>;

/** @throws AwsError */
export const toEncryption = (shape: EncryptionShape | undefined): Pick<TableDefinition, 'kmsKey'> => {
  const { Enabled: enabled = false, SSEType: type, KMSMasterKeyId: key } = shape ?? {};
  if (!enabled && type !== undefined) throw invalidParameter('SSEType can not be specified if Enabled is false');
  if (!enabled && key !== undefined) throw invalidParameter('KMSMasterKeyId can not be specified if Enabled is false');
  if (type === 'AES256') throw invalidParameter('SSEType AES256 is not supported');
  return enabled ? { kmsKey: key ?? AWS_MANAGED_KEY } : {};
};

/** The key of the account that AWS keeps for DynamoDB. */
const AWS_MANAGED_KEY = 'alias/aws/dynamodb';

/** Without a KMS key DynamoDB describes no encryption: its own key is a matter of course. */
export const describeEncryption = (environment: LocalEnvironment, { kmsKey }: TableDefinition): JsonObject =>
  kmsKey === undefined
    ? {}
    : {
        SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: arnOfKey(environment, kmsKey) },
      };

const arnOfKey = (environment: LocalEnvironment, key: string): string => {
  if (key.startsWith('arn:')) return key;
  return arnOf(environment, 'kms', key.startsWith('alias/') ? key : `key/${key}`);
};

import type { AwsJsonService, Right } from '../aws-service.ts';
import type { EncryptionContext } from './encryption-context.ts';
import type { Tag } from './key.ts';
import type { KeySpec, KeyUsage } from './key-specs.ts';

/** A key as a template declares it. */
export interface KeyDefinition {
  /** A UUID that stays the same over restarts. */
  readonly id: string;
  readonly description: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly enabled: boolean;
  /** Days; undefined for a key that does not rotate by itself. */
  readonly rotationPeriodDays: number | undefined;
  /** JSON text. @default leaves everything to the identity policies of the account */
  readonly policy: string | undefined;
  readonly tags: readonly Tag[];
}

/** What another service does with a key of the account, on behalf of whoever called it. */
export interface ServiceUse {
  /** Key id, key ARN, alias name or alias ARN. */
  readonly keyId: string;
  /** `Decrypt`, `GenerateDataKey` */
  readonly actions: readonly string[];
  /** `secretsmanager`: `kms:ViaService` without region and domain. */
  readonly service: string;
  readonly context: EncryptionContext;
}

/** The keys of this machine. Their material never leaves it. */
export interface KmsService {
  readonly api: AwsJsonService;
  /** Declares a key of the template. One that was declared before keeps its material. @throws for what KMS would refuse */
  declareKey(definition: KeyDefinition): { readonly arn: string };
  /** @throws when the name is not one for a template, or the key is not there */
  declareAlias(alias: { readonly name: string; readonly keyId: string }): void;
  /** The ARN of a key by any of its names. @throws AwsError `NotFoundException` */
  arnOf(keyId: string): string;
  /** Whether it is a key that AWS keeps for a service, such as `alias/aws/secretsmanager`, or none that is there. */
  isAwsManaged(keyId: string): boolean;
  /** The rights that the caller of another service needs, because that service uses the key in the caller's name. */
  rightsThroughService(use: ServiceUse): readonly Right[];
  /** Encrypts for another service. @throws AwsError when the key is missing, disabled or no symmetric one */
  encrypt(keyId: string, plaintext: Uint8Array, context: EncryptionContext): Buffer;
  /** Decrypts for another service. @throws AwsError when the key is missing or disabled, the bytes or the context wrong */
  decrypt(ciphertext: Uint8Array, context: EncryptionContext): Buffer;
  /**
   * The same with a key that the template has given up, too: CloudFormation lets a service encrypt anew what it keeps before
   * it gives up the key.
   */
  recover(ciphertext: Uint8Array, context: EncryptionContext): Buffer;
  close(): void;
}

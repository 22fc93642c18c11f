import { AwsError } from '../aws-service.ts';
import type { KmsService } from '../kms/index.ts';
import type { Vault } from '../vault.ts';

/** What Secrets Manager uses of KMS, where there is one. */
export type SecretKeys = Pick<
  KmsService,
  'arnOf' | 'isAwsManaged' | 'rightsThroughService' | 'encrypt' | 'decrypt' | 'recover'
>;

/** Whose value it is, and under which key of the customer. */
interface ValueLabel {
  readonly arn: string;
  readonly id: string;
  readonly kind: string;
  readonly keyArn: string | undefined;
}

/** Seals values at rest under the master key and, before that, under the KMS key that the secret names. */
export class ValueCipher {
  readonly #vault: Vault;
  readonly #keys: SecretKeys | undefined;

  constructor(vault: Vault, keys: SecretKeys | undefined) {
    this.#vault = vault;
    this.#keys = keys;
  }

  /** The ARN of the customer's key; undefined for `aws/secretsmanager`. @throws AwsError `EncryptionFailure` */
  keyFor(kmsKeyId: string | undefined): string | undefined {
    if (kmsKeyId === undefined || this.#keys?.isAwsManaged(kmsKeyId) === true) return undefined;
    return inWordsOf(encryptionFailure, () => this.#kms().arnOf(kmsKeyId));
  }

  /** @throws AwsError `EncryptionFailure` when the key is not to be used */
  seal(label: ValueLabel, bytes: Uint8Array): Buffer {
    const { keyArn } = label;
    const inner =
      keyArn === undefined
        ? bytes
        : inWordsOf(encryptionFailure, () => this.#kms().encrypt(keyArn, bytes, keyContext(label.arn, label.id)));
    return this.#vault.seal(labelOf(label), inner);
  }

  /** @throws AwsError `DecryptionFailure` when the key is not to be used, or only to `recover` what it has encrypted */
  open(label: ValueLabel, sealed: Uint8Array, way: 'decrypt' | 'recover' = 'decrypt'): Buffer {
    const inner = this.#vault.open(labelOf(label), sealed);
    return label.keyArn === undefined
      ? inner
      : inWordsOf(decryptionFailure, () => this.#kms()[way](inner, keyContext(label.arn, label.id)));
  }

  fingerprint(text: string): Buffer {
    return this.#vault.fingerprint(text);
  }

  #kms(): SecretKeys {
    if (this.#keys === undefined) throw new AwsError('NotFoundException', 'There is no KMS here');
    return this.#keys;
  }
}

/** What a value is bound to, as Secrets Manager tells KMS. */
export const keyContext = (secretArn: string, versionId: string | undefined): Readonly<Record<string, string>> => ({
  SecretARN: secretArn,
  ...(versionId === undefined ? {} : { SecretVersionId: versionId }),
});

/** A sealed value cannot be passed off as that of another secret, version or kind. */
const labelOf = ({ arn, id, kind }: ValueLabel): string => JSON.stringify([arn, id, kind]);

const inWordsOf = <Result>(failure: (reason: string) => AwsError, action: () => Result): Result => {
  try {
    return action();
  } catch (error) {
    throw error instanceof AwsError ? failure(error.message || error.code) : error;
  }
};

const encryptionFailure = (reason: string): AwsError =>
  new AwsError(
    'EncryptionFailure',
    `Secrets Manager can't encrypt the protected secret text using the provided KMS key. ${reason}`,
  );

const decryptionFailure = (reason: string): AwsError =>
  new AwsError(
    'DecryptionFailure',
    `Secrets Manager can't decrypt the protected secret text using the provided KMS key. ${reason}`,
  );

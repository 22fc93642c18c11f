export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type ParameterTier = 'Standard' | 'Advanced';

/** What belongs to one version of a parameter beside its value. */
export interface VersionDetails {
  readonly type: ParameterType;
  /** Of a `SecureString`, as it was named. */
  readonly keyId: string | undefined;
  /** Whether the value is encrypted by KMS under a key of the customer. */
  readonly underKey?: true;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly modifiedAtMillis: number;
  /** ARN of whoever put it. */
  readonly modifiedBy: string;
}

export interface ParameterVersion extends VersionDetails {
  readonly name: string;
  readonly version: number;
  readonly tier: ParameterTier;
}

/** AWS's own key for parameters: the account's, which everybody in the account may use through Parameter Store. */
export const AWS_KEY = 'alias/aws/ssm';

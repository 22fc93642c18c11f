import { AwsError } from '../aws-service.ts';
import { arnOfParameter, type Engine } from './operation.ts';
import { AWS_KEY, type ParameterVersion, type VersionDetails } from './parameter.ts';

/** A value as it is kept, and what must be known to read it again. */
interface KeptValue {
  readonly value: string;
  readonly details: Pick<VersionDetails, 'underKey'>;
}

/**
 * Encrypts the value of a `SecureString` under the customer's key that it names. AWS's own key is the vault's.
 *
 * @throws AwsError `InvalidKeyId` when the key is not to be used
 */
export const encryptValue = (
  engine: Engine,
  name: string,
  { value, keyId }: { readonly value: string; readonly keyId: string | undefined },
): KeptValue => {
  if (keyId === undefined || keyId === AWS_KEY) return { value, details: {} };
  const encrypted = inWordsOfSsm(() => engine.keys.encrypt(keyId, Buffer.from(value), contextOf(engine, name)));
  return { value: encrypted.toString('base64'), details: { underKey: true } };
};

/** The value of a version. @throws AwsError `InvalidKeyId` when its key is not to be used any more */
export const decryptValue = (engine: Engine, version: ParameterVersion): string => {
  const kept = engine.store.value(version);
  if (version.underKey === undefined) return kept;
  const context = contextOf(engine, version.name);
  return inWordsOfSsm(() => engine.keys.decrypt(Buffer.from(kept, 'base64'), context)).toString();
};

/** AWS Systems Manager User Guide, "AWS KMS encryption for Parameter Store SecureString parameters". */
const contextOf = (engine: Engine, name: string): Readonly<Record<string, string>> => ({
  PARAMETER_ARN: arnOfParameter(engine, name),
});

const inWordsOfSsm = <Result>(action: () => Result): Result => {
  try {
    return action();
  } catch (error) {
    throw error instanceof AwsError ? new AwsError('InvalidKeyId', error.message || error.code) : error;
  }
};

import type { JsonObject } from '../json.ts';
import { decryptValue } from './encrypted-value.ts';
import { arnOfParameter, type Engine } from './operation.ts';
import { AWS_KEY, type ParameterVersion } from './parameter.ts';

/** A parameter as the operations that read values answer it. */
export const toParameter = (
  engine: Engine,
  version: ParameterVersion,
  options: { readonly decrypt: boolean; readonly selector?: string | undefined },
): JsonObject => ({
  Name: version.name,
  Type: version.type,
  Value: shownValue(engine, version, options.decrypt),
  Version: version.version,
  ...(options.selector === undefined ? {} : { Selector: `:${options.selector}` }),
  LastModifiedDate: version.modifiedAtMillis / 1000,
  ARN: arnOfParameter(engine, version.name),
  DataType: 'text',
});

export const shownValue = (engine: Engine, version: ParameterVersion, decrypt: boolean): string =>
  version.type === 'SecureString' && !decrypt
    ? engine.store.sealedValue(version).toString('base64')
    : decryptValue(engine, version);

/** Everything but the value. */
export const toMetadata = (version: ParameterVersion): JsonObject => ({
  Name: version.name,
  Type: version.type,
  ...(version.type === 'SecureString' ? { KeyId: version.keyId ?? AWS_KEY } : {}),
  ...(version.description === undefined ? {} : { Description: version.description }),
  ...(version.allowedPattern === undefined ? {} : { AllowedPattern: version.allowedPattern }),
  LastModifiedDate: version.modifiedAtMillis / 1000,
  LastModifiedUser: version.modifiedBy,
  Version: version.version,
  Tier: version.tier,
  Policies: [],
  DataType: 'text',
});

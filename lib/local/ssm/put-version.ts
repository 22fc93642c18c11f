import { RE2JS } from 're2js';
import { AwsError } from '../aws-service.ts';
import { encryptValue } from './encrypted-value.ts';
import { invalid } from './errors.ts';
import { type Engine, knownKey } from './operation.ts';
import { AWS_KEY, type ParameterTier, type ParameterType } from './parameter.ts';
import { assertParameterName } from './parameter-name.ts';

/** What is to be the next version of a parameter. */
export interface NewVersion {
  readonly name: string;
  readonly value: string;
  readonly type: ParameterType;
  readonly tier: ParameterTier | 'Intelligent-Tiering';
  readonly keyId: string | undefined;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly modifiedAtMillis: number;
  readonly modifiedBy: string;
}

const LARGEST = { Standard: 4_096, Advanced: 8_192 } as const;
const MOST_VERSIONS = 100;

/**
 * Adds a version, whatever was there, within AWS's limits.
 *
 * @throws AwsError for a name, value, key or tier that Parameter Store refuses
 */
export const putVersion = (
  engine: Engine,
  put: NewVersion,
): { readonly version: number; readonly tier: ParameterTier } => {
  const { store } = engine;
  assertParameterName(put.name);
  assertValue(put);
  assertKey(engine, put);
  const before = store.latest(put.name);
  const tier = tierFor(put, before?.tier);
  if (before !== undefined && before.type !== put.type) {
    throw new AwsError(
      'HierarchyTypeMismatchException',
      `Parameter Store doesn't support changing a parameter type in a hierarchy: ${put.name} is a ${before.type}.`,
    );
  }
  // What is left of an earlier template's parameter is not the beginning of this one.
  if (before === undefined) store.remove(put.name);
  else forgetOldest(engine, put.name);
  const { type, description = before?.description, allowedPattern, modifiedAtMillis, modifiedBy } = put;
  // As on AWS, the key of the version before is not taken over: whoever puts this one may have no right to it.
  const keyId = type === 'SecureString' ? (put.keyId ?? AWS_KEY) : undefined;
  const details = { type, keyId, description, allowedPattern, modifiedAtMillis, modifiedBy };
  const kept = encryptValue(engine, put.name, { value: put.value, keyId });
  return { version: store.add(put.name, tier, kept.value, { ...details, ...kept.details }), tier };
};

const assertValue = ({ type, value, allowedPattern }: NewVersion): void => {
  if (value === '')
    throw invalid(
      "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  if (/\{\{.*\}\}/s.test(value) && !/\{\{resolve:/.test(value)) {
    throw invalid("Parameter value: can't nest another parameter. Do not use '{{}}' in the value.");
  }
  if (type === 'StringList' && value.split(',').some((item) => item === '')) {
    throw invalid('Parameter value: a StringList has no empty items.');
  }
  if (allowedPattern === undefined) return;
  if (!patternOf(allowedPattern).matcher(value).find()) {
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    );
  }
};

/** RE2: whoever puts a parameter chooses both pattern and value, and could otherwise keep the runtime busy for ever. */
const patternOf = (pattern: string): RE2JS => {
  try {
    return RE2JS.compile(pattern);
  } catch {
    throw new AwsError(
      'InvalidAllowedPatternException',
      'The allowed pattern is not a regular expression that the local runtime reads (RE2).',
    );
  }
};

const assertKey = (engine: Engine, { type, keyId }: NewVersion): void => {
  if (keyId === undefined) return;
  if (type !== 'SecureString') throw invalid('KeyId is required for SecureString type parameter only.');
  if (keyId !== AWS_KEY && knownKey(engine, keyId) === undefined) {
    throw new AwsError('InvalidKeyId', `The key ${keyId} is not known to the local runtime.`);
  }
};

const tierFor = ({ tier, value }: NewVersion, before: ParameterTier | undefined): ParameterTier => {
  const bytes = Buffer.byteLength(value);
  const needed = before === 'Advanced' || !(bytes <= LARGEST.Standard) ? 'Advanced' : 'Standard';
  const taken = tier === 'Intelligent-Tiering' ? needed : tier;
  if (before === 'Advanced' && taken === 'Standard') {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
    );
  }
  if (bytes <= LARGEST[taken]) return taken;
  throw invalid(
    taken === 'Standard'
      ? 'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.'
      : 'Advanced tier parameters support a maximum parameter value of 8192 characters.',
  );
};

/** A parameter keeps a hundred versions, but none is lost that has a label. */
const forgetOldest = ({ store }: Engine, name: string): void => {
  const versions = store.versions(name);
  const [oldest] = versions;
  if (oldest === undefined || versions.length < MOST_VERSIONS) return;
  if ([...store.labels(name).values()].includes(oldest.version)) {
    throw new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name}, but the oldest version, ${oldest.version}, can't be deleted because it has a label.`,
    );
  }
  store.removeVersion(name, oldest.version);
};

import { validationError } from '../errors.ts';
import type { Tag } from '../table.ts';

const MAX_TAGS = 50;

/** Tags with others added; those of the same keys are replaced. @throws AwsError */
export const withTags = (tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] => {
  const keys = added.map(({ Key: key }) => key);
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) throw validationError(`Tag Key cannot be prefixed with aws:, Key: ${reserved}`);
  const twice = keys.find((key, position) => keys.indexOf(key) !== position);
  if (twice !== undefined) {
    throw validationError(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${twice}`);
  }
  const all = [...withoutTags(tags, keys), ...added];
  if (all.length <= MAX_TAGS) return all;
  throw validationError('Number of Tags exceed the current limit for the provided ResourceArn');
};

export const withoutTags = (tags: readonly Tag[], keys: readonly string[]): readonly Tag[] =>
  tags.filter(({ Key: key }) => !keys.includes(key));

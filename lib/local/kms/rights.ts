import type { Right } from '../aws-service.ts';
import type { Engine } from './engine.ts';
import type { Key, Tag } from './key.ts';

/** What policies see of a key: `kms:KeySpec`, `kms:ResourceAliases`, `aws:ResourceTag/…` and the like. */
const keyConditions = ({ keyring, environment }: Engine, key: Key): NonNullable<Right['context']> => {
  const aliases = keyring.aliasesOf(key.id);
  return {
    'kms:calleraccount': [environment.accountId],
    'kms:keyspec': [key.spec],
    'kms:keyusage': [key.usage],
    'kms:keyorigin': ['AWS_KMS'],
    'kms:multiregion': ['false'],
    ...(aliases.length === 0 ? {} : { 'kms:resourcealiases': aliases }),
    ...Object.fromEntries(
      key.tags.map(({ TagKey: name, TagValue: value }) => [`aws:resourcetag/${name.toLowerCase()}`, [value]]),
    ),
  };
};

/** The right to do something with the key that a request names. A key that is not there has an ARN all the same. */
export const rightToKey = (engine: Engine, action: string, keyId: string, context: Right['context'] = {}): Right => {
  const key = engine.keyring.seek(keyId);
  const resource = key?.arn ?? engine.keyring.arnFor(keyId);
  const alias = keyId.slice(keyId.indexOf('alias/'));
  return {
    action: `kms:${action}`,
    resource,
    context: {
      ...(key === undefined ? {} : keyConditions(engine, key)),
      ...(keyId.includes('alias/') ? { 'kms:requestalias': [alias] } : {}),
      ...context,
    },
  };
};

/** What policies see of the tags that a request brings. */
export const tagConditions = (tags: readonly Tag[] = []): NonNullable<Right['context']> =>
  tags.length === 0
    ? {}
    : {
        'aws:tagkeys': tags.map(({ TagKey: name }) => name),
        ...Object.fromEntries(
          tags.map(({ TagKey: name, TagValue: value }) => [`aws:requesttag/${name.toLowerCase()}`, [value]]),
        ),
      };

import type { Right } from '../aws-service.ts';
import type { Engine } from './engine.ts';
import type { Secret, Tag } from './secret-store.ts';
import { keyContext } from './value-cipher.ts';

/** The right to do something with a secret. One that is not there has an ARN all the same: whoever may not ask, does not learn that. */
export const rightToSecret = (engine: Engine, action: string, id: string, context: Right['context'] = {}): Right => {
  const { catalog, rotations } = engine;
  const secret = catalog.seek(id);
  const functionArn = secret === undefined ? undefined : rotations.find(secret.arn)?.functionArn;
  return {
    action: `secretsmanager:${action}`,
    resource: secret?.arn ?? (id.startsWith('arn:') ? id : catalog.arnOfSecret(id)),
    context: {
      'secretsmanager:secretid': [id],
      ...(functionArn === undefined ? {} : { 'secretsmanager:resource/allowrotationlambdaarn': [functionArn] }),
      ...Object.fromEntries(
        (secret?.tags ?? []).flatMap(({ Key: name, Value: value }) => [
          [`aws:resourcetag/${name.toLowerCase()}`, [value]],
          [`secretsmanager:resourcetag/${name.toLowerCase()}`, [value]],
        ]),
      ),
      ...context,
    },
  };
};

/** What the caller needs of the customer's KMS key, because Secrets Manager uses it in the caller's name. */
export const rightsToKey = (
  { keys }: Engine,
  use: {
    readonly kmsKeyId: string | undefined;
    readonly actions: readonly string[];
    readonly secretArn: string;
    readonly versionId?: string | undefined;
  },
): readonly Right[] => {
  if (use.kmsKeyId === undefined || keys === undefined || keys.isAwsManaged(use.kmsKeyId)) return [];
  return keys.rightsThroughService({
    keyId: use.kmsKeyId,
    actions: use.actions,
    service: 'secretsmanager',
    context: keyContext(use.secretArn, use.versionId),
  });
};

/** To read a version: of the key under which that version is encrypted. */
export const rightsToRead = (
  engine: Engine,
  { arn }: Pick<Secret, 'arn'>,
  versionId: string | undefined,
): readonly Right[] => {
  const keyArn = versionId === undefined ? undefined : engine.store.version(arn, versionId)?.keyArn;
  return rightsToKey(engine, { kmsKeyId: keyArn, actions: ['Decrypt'], secretArn: arn, versionId });
};

/** To write a version: of the key that the secret names. */
export const rightsToWrite = (
  engine: Engine,
  secretId: unknown,
  kmsKeyId: string | undefined,
  versionId?: string,
): readonly Right[] => {
  const secret = typeof secretId === 'string' ? engine.catalog.seek(secretId) : undefined;
  return rightsToKey(engine, {
    kmsKeyId: kmsKeyId ?? secret?.kmsKeyId,
    actions: ['GenerateDataKey', 'Decrypt'],
    secretArn: secret?.arn ?? String(secretId),
    versionId,
  });
};

/** What policies see of the tags that a request brings. */
export const tagConditions = (tags: readonly Tag[] = []): NonNullable<Right['context']> =>
  tags.length === 0
    ? {}
    : {
        'aws:tagkeys': tags.map(({ Key: name }) => name),
        ...Object.fromEntries(
          tags.map(({ Key: name, Value: value }) => [`aws:requesttag/${name.toLowerCase()}`, [value]]),
        ),
      };

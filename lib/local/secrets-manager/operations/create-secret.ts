import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type Right } from '../../aws-service.ts';
import { addVersion } from '../add-version.ts';
import type { Operation } from '../operation.ts';
import {
  clientRequestToken,
  description,
  isSameValue,
  kmsKeyId,
  readInput,
  secretName,
  tag,
  valueIn,
  valueMembers,
} from '../read-input.ts';
import { rightsToKey, tagConditions } from '../rights.ts';
import { CURRENT } from '../staging.ts';
import { assertTags } from './tag-resource.ts';

const input = z.strictObject({
  Name: secretName,
  ClientRequestToken: clientRequestToken.optional(),
  Description: description.optional(),
  KmsKeyId: kmsKeyId.optional(),
  Tags: z.array(tag).optional(),
  ...valueMembers,
});

/** A policy cannot know the end of the ARN before there is one, and says `-??????` or `-*`. */
const ANY_SUFFIX = 'XXXXXX';

/** A secret, with its first version if it has a value. The same request again, by its token, changes nothing. */
export const createSecret: Operation = {
  name: 'CreateSecret',
  on: 'other',
  otherRights: (engine, request) => {
    const members = readInput(input, request);
    const resource = engine.catalog.arnOfSecret(`${members.Name}-${ANY_SUFFIX}`);
    const context = { 'secretsmanager:name': [members.Name], ...tagConditions(members.Tags) };
    const actions = (members.Tags ?? []).length > 0 ? ['CreateSecret', 'TagResource'] : ['CreateSecret'];
    return [
      ...actions.map((action): Right => ({ action: `secretsmanager:${action}`, resource, context })),
      ...(valueIn(members) === undefined
        ? []
        : rightsToKey(engine, {
            kmsKeyId: members.KmsKeyId,
            actions: ['GenerateDataKey', 'Decrypt'],
            secretArn: resource,
          })),
    ];
  },
  run: ({ catalog, store, database, cipher }, request, { nowMillis }) => {
    const members = readInput(input, request);
    const value = valueIn(members);
    assertTags(members.Tags ?? []);
    cipher.keyFor(members.KmsKeyId);
    const id = members.ClientRequestToken ?? randomUUID();
    const before = catalog.seek(members.Name);
    const again =
      before === undefined || members.ClientRequestToken === undefined ? undefined : store.value(before.arn, id);
    if (before !== undefined && again !== undefined && value !== undefined) {
      if (isSameValue(again, value)) return { ARN: before.arn, Name: before.name, VersionId: id };
      throw tokenInUse(id, before.arn);
    }
    return database.write(() => {
      const { Name: name, Description: text, KmsKeyId: key, Tags: tags = [] } = members;
      const { arn } = catalog.create({ name, description: text, kmsKeyId: key, tags }, nowMillis);
      if (value === undefined) return { ARN: arn, Name: name };
      addVersion(store, arn, { id, value, labels: [CURRENT] }, nowMillis);
      return { ARN: arn, Name: name, VersionId: id };
    });
  },
};

export const tokenInUse = (token: string, arn: string): AwsError =>
  new AwsError(
    'ResourceExistsException',
    `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${arn}.`,
  );

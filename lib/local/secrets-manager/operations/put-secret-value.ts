import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { addVersion } from '../add-version.ts';
import { invalidParameter } from '../errors.ts';
import type { Operation } from '../operation.ts';
import {
  clientRequestToken,
  isSameValue,
  readInput,
  secretId,
  stageLabel,
  valueIn,
  valueMembers,
} from '../read-input.ts';
import { rightsToWrite } from '../rights.ts';
import { CURRENT, labelsOf } from '../staging.ts';
import { tokenInUse } from './create-secret.ts';

const input = z.strictObject({
  SecretId: secretId,
  ClientRequestToken: clientRequestToken.optional(),
  VersionStages: z.array(stageLabel).min(1).max(20).optional(),
  /** Says which rotation puts the value; rotation functions of other accounts need it. */
  RotationToken: z.string().min(36).max(256).optional(),
  ...valueMembers,
});

/** A new version, named by the token: the same token with the same value changes nothing, with another it is refused. */
export const putSecretValue: Operation = {
  name: 'PutSecretValue',
  on: 'secret',
  otherRights: (engine, { SecretId: id, ClientRequestToken: token }) =>
    rightsToWrite(engine, id, undefined, typeof token === 'string' ? token : undefined),
  run: ({ catalog, store, database }, request, { nowMillis }) => {
    const members = readInput(input, request);
    const value = valueIn(members);
    if (value === undefined) throw invalidParameter('You must provide either SecretString or SecretBinary.');
    const { arn, name } = catalog.find(members.SecretId);
    const id = members.ClientRequestToken ?? randomUUID();
    return database.write(() => {
      const existing = store.value(arn, id);
      if (existing === undefined) {
        addVersion(store, arn, { id, value, labels: members.VersionStages ?? [CURRENT] }, nowMillis);
      } else if (!isSameValue(existing, value)) {
        throw tokenInUse(id, arn);
      }
      return { ARN: arn, Name: name, VersionId: id, VersionStages: labelsOf(store.stages(arn), id) };
    });
  },
};

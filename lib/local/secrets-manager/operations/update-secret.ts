import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { addVersion } from '../add-version.ts';
import type { Operation } from '../operation.ts';
import {
  clientRequestToken,
  description,
  isSameValue,
  kmsKeyId,
  readInput,
  secretId,
  valueIn,
  valueMembers,
} from '../read-input.ts';
import { rightsToRead, rightsToWrite } from '../rights.ts';
import { CURRENT } from '../staging.ts';
import { tokenInUse } from './create-secret.ts';

const input = z.strictObject({
  SecretId: secretId,
  ClientRequestToken: clientRequestToken.optional(),
  Description: description.optional(),
  KmsKeyId: kmsKeyId.optional(),
  ...valueMembers,
});

/** Changes what is said of a secret, its key, or its value. Under another key, the versions with labels are encrypted anew. */
export const updateSecret: Operation = {
  name: 'UpdateSecret',
  on: 'secret',
  otherRights: (engine, request) => {
    const members = readInput(input, request);
    const isWritten = valueIn(members) !== undefined || members.KmsKeyId !== undefined;
    const secret = engine.catalog.seek(members.SecretId);
    const read =
      secret === undefined || members.KmsKeyId === undefined ? undefined : engine.store.stages(secret.arn).get(CURRENT);
    return [
      ...(isWritten ? rightsToWrite(engine, members.SecretId, members.KmsKeyId, members.ClientRequestToken) : []),
      ...(secret === undefined ? [] : rightsToRead(engine, secret, read)),
    ];
  },
  run: ({ catalog, store, database, cipher }, request, { nowMillis }) => {
    const members = readInput(input, request);
    const value = valueIn(members);
    const { arn, name, kmsKeyId: keyBefore } = catalog.find(members.SecretId);
    const { Description: text, KmsKeyId: key } = members;
    cipher.keyFor(key);
    const id = members.ClientRequestToken ?? randomUUID();
    return database.write(() => {
      const existing = value === undefined ? undefined : store.value(arn, id);
      if (existing !== undefined && value !== undefined && !isSameValue(existing, value)) throw tokenInUse(id, arn);
      const change = {
        ...(text === undefined ? {} : { description: text }),
        ...(key === undefined ? {} : { kmsKeyId: key }),
      };
      store.change(arn, change, nowMillis);
      if (key !== undefined && key !== keyBefore) catalog.encryptAnew(arn);
      if (value === undefined) return { ARN: arn, Name: name };
      if (existing === undefined) addVersion(store, arn, { id, value, labels: [CURRENT] }, nowMillis);
      return { ARN: arn, Name: name, VersionId: id };
    });
  },
};

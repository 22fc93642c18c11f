import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { invalidParameter } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';
import type { SecretValue } from '../secret-store.ts';
import { CURRENT, labelsOf, stage } from '../staging.ts';

const LARGEST = 65_536;
const input = z.strictObject({
  SecretId: secretId,
  ClientRequestToken: z.string().min(32).max(64).optional(),
  SecretString: z.string().min(1).max(LARGEST).optional(),
  SecretBinary: z.base64().min(1).optional(),
  VersionStages: z.array(z.string().min(1).max(256)).min(1).max(20).optional(),
});

/** A new version, named by the token: the same token with the same value changes nothing, with another it is refused. */
export const putSecretValue: Operation = {
  name: 'PutSecretValue',
  on: 'secret',
  run: ({ catalog, store, database }, request, { nowMillis }) => {
    const members = readInput(input, request);
    const value = valueIn(members);
    const { arn, name } = catalog.find(members.SecretId);
    const versionId = members.ClientRequestToken ?? randomUUID();
    return database.write(() => {
      const existing = store.value(arn, versionId);
      if (existing === undefined) {
        store.addVersion(arn, versionId, value, nowMillis);
        // The first version is the current one, whatever its labels.
        const first = !store.stages(arn).has(CURRENT);
        const labels = members.VersionStages ?? [CURRENT];
        stage(store, arn, versionId, first ? [...new Set([...labels, CURRENT])] : labels);
      } else if (!isSame(existing, value)) {
        throw new AwsError(
          'ResourceExistsException',
          "You can't use ClientRequestToken for another value: a version with that id already exists.",
        );
      }
      return { ARN: arn, Name: name, VersionId: versionId, VersionStages: labelsOf(store.stages(arn), versionId) };
    });
  },
};

const valueIn = ({ SecretString: text, SecretBinary: base64 }: z.infer<typeof input>): SecretValue => {
  if (text !== undefined && base64 === undefined) return { kind: 'string', text };
  if (base64 !== undefined && text === undefined) {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length <= LARGEST) return { kind: 'binary', bytes };
  }
  throw invalidParameter('You must provide either SecretString or SecretBinary, of at most 65536 bytes.');
};

const isSame = (one: SecretValue, two: SecretValue): boolean => {
  if (one.kind === 'string') return two.kind === 'string' && one.text === two.text;
  return two.kind === 'binary' && Buffer.compare(one.bytes, two.bytes) === 0;
};

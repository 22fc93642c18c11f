import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';
import type { Secret } from '../secret-store.ts';
import { labelsOf } from '../staging.ts';

const input = z.strictObject({ SecretId: secretId });

/** Everything but the value. */
export const describeSecret: Operation = {
  name: 'DescribeSecret',
  on: 'secret',
  run: ({ catalog, store }, request) => {
    const secret = catalog.find(readInput(input, request).SecretId);
    const stages = store.stages(secret.arn);
    return { ...describe(secret), VersionIdsToStages: versionsWithLabels(stages) };
  },
};

/** What `DescribeSecret` and `ListSecrets` tell alike. */
export const describe = (secret: Secret): JsonObject => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(secret.description === undefined ? {} : { Description: secret.description }),
  ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
  RotationEnabled: false,
  CreatedDate: secret.createdAtMillis / 1000,
  LastChangedDate: secret.changedAtMillis / 1000,
  Tags: secret.tags,
});

/** Versions without a label are as good as gone and not shown. */
export const versionsWithLabels = (stages: ReadonlyMap<string, string>): JsonObject =>
  Object.fromEntries([...new Set(stages.values())].map((id) => [id, labelsOf(stages, id)]));

import * as z from 'zod';
import { present } from '../describe.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { readInput, secretId } from '../read-input.ts';
import { labelsOf } from '../staging.ts';

const PAGE = 100;
const DEFAULT_KEY = 'DefaultEncryptionKey';
const input = z.strictObject({
  SecretId: secretId,
  MaxResults: z.number().int().min(1).max(PAGE).optional(),
  NextToken: z.string().min(1).max(4096).optional(),
  IncludeDeprecated: z.boolean().optional(),
});

/** Versions, newest first; those without a label only when they are asked for. */
export const listSecretVersionIds: Operation = {
  name: 'ListSecretVersionIds',
  on: 'secret',
  run: ({ catalog, store }, request) => {
    const members = readInput(input, request);
    const { arn, name } = catalog.find(members.SecretId);
    const stages = store.stages(arn);
    const versions = store
      .versions(arn)
      .filter(({ id }) => members.IncludeDeprecated === true || labelsOf(stages, id).length > 0);
    const { page, more } = pageOf(versions, ({ id }) => id, members, PAGE);
    return {
      ARN: arn,
      Name: name,
      Versions: page.map(({ id, createdAtMillis, keyArn }) => {
        const labels = labelsOf(stages, id);
        return present({
          VersionId: id,
          VersionStages: labels.length > 0 ? labels : undefined,
          CreatedDate: createdAtMillis / 1000,
          KmsKeyIds: [keyArn ?? DEFAULT_KEY],
        });
      }),
      ...more,
    };
  },
};

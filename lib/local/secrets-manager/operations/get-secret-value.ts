import * as z from 'zod';
import { invalidRequest, versionNotFound } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId } from '../read-input.ts';
import { CURRENT, labelsOf } from '../staging.ts';

const input = z.strictObject({
  SecretId: secretId,
  VersionId: z.string().min(32).max(64).optional(),
  VersionStage: z.string().min(1).max(256).optional(),
});

/** The current value, or that of a version or label. */
export const getSecretValue: Operation = {
  name: 'GetSecretValue',
  on: 'secret',
  run: ({ catalog, store }, request) => {
    const { SecretId: id, VersionId: versionId, VersionStage: label } = readInput(input, request);
    const { arn, name } = catalog.find(id);
    const stages = store.stages(arn);
    const wanted = versionId ?? stages.get(label ?? CURRENT);
    if (wanted === undefined) throw versionNotFound(`staging label: ${label ?? CURRENT}`);
    const [version, value] = [store.version(arn, wanted), store.value(arn, wanted)];
    if (version === undefined || value === undefined) throw versionNotFound(`VersionId: ${wanted}`);
    const labels = labelsOf(stages, wanted);
    if (label !== undefined && !labels.includes(label)) {
      throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
    }
    return {
      ARN: arn,
      Name: name,
      VersionId: wanted,
      VersionStages: labels,
      CreatedDate: version.createdAtMillis / 1000,
      ...(value.kind === 'string'
        ? { SecretString: value.text }
        : { SecretBinary: Buffer.from(value.bytes).toString('base64') }),
    };
  },
};

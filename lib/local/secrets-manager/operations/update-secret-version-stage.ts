import * as z from 'zod';
import { invalidParameter, versionNotFound } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId, stageLabel, clientRequestToken as versionId } from '../read-input.ts';
import { CURRENT, stage } from '../staging.ts';

const input = z.strictObject({
  SecretId: secretId,
  VersionStage: stageLabel,
  RemoveFromVersionId: versionId.optional(),
  MoveToVersionId: versionId.optional(),
});

/** Moves a label from the version that bears it, which must be named, to another; any but `AWSCURRENT` may just go. */
export const updateSecretVersionStage: Operation = {
  name: 'UpdateSecretVersionStage',
  on: 'secret',
  conditions: ({ VersionStage: label }) => ({ 'secretsmanager:versionstage': [String(label)] }),
  run: ({ catalog, store, database }, request) => {
    const members = readInput(input, request);
    const { VersionStage: label, RemoveFromVersionId: from, MoveToVersionId: to } = members;
    const { arn, name } = catalog.find(members.SecretId);
    return database.write(() => {
      const bearer = store.stages(arn).get(label);
      if (bearer !== undefined && bearer !== to && bearer !== from) {
        throw invalidParameter(
          `The parameter RemoveFromVersionId must name version ${bearer}, to which staging label ${label} is attached.`,
        );
      }
      if (from !== undefined && bearer !== from) {
        throw invalidParameter(`Staging label ${label} is not attached to the version in RemoveFromVersionId.`);
      }
      if (to === undefined) {
        if (label === CURRENT) {
          throw invalidParameter(
            'You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.',
          );
        }
        if (from === undefined) throw invalidParameter('Name a version in RemoveFromVersionId or MoveToVersionId.');
        store.removeStage(arn, label);
      } else {
        if (store.version(arn, to) === undefined) throw versionNotFound(`VersionId: ${to}`);
        stage(store, arn, to, [label]);
      }
      return { ARN: arn, Name: name };
    });
  },
};

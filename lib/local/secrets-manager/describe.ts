import type { Json, JsonObject } from '../json.ts';
import type { Engine } from './engine.ts';
import type { Secret } from './secret-store.ts';
import { labelsOf } from './staging.ts';

/** What `DescribeSecret` and `ListSecrets` tell alike: everything but the value. */
export const describe = ({ states, rotations }: Engine, secret: Secret): JsonObject => {
  const state = states.of(secret.arn);
  const rotation = rotations.find(secret.arn);
  return present({
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    RotationEnabled: rotation?.enabled ?? false,
    RotationLambdaARN: rotation?.functionArn,
    RotationRules: rotation === undefined ? undefined : present(rotation.rules),
    LastRotatedDate: seconds(rotation?.rotatedAtMillis),
    NextRotationDate: seconds(rotation?.nextAtMillis),
    LastChangedDate: seconds(secret.changedAtMillis),
    LastAccessedDate: seconds(state.accessedAtMillis),
    DeletedDate: seconds(state.deletesAtMillis),
    CreatedDate: seconds(secret.createdAtMillis),
    Tags: secret.tags,
  });
};

/** Versions without a label are as good as gone and not shown. */
export const versionsWithLabels = (stages: ReadonlyMap<string, string>): JsonObject =>
  Object.fromEntries([...new Set(stages.values())].map((id) => [id, labelsOf(stages, id)]));

export const seconds = (millis: number | undefined): number | undefined =>
  millis === undefined ? undefined : millis / 1000;

/** Without the members that are not there. */
export const present = (object: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

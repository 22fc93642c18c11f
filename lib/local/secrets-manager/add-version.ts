import { limitExceeded } from './errors.ts';
import type { SecretStore, SecretValue } from './secret-store.ts';
import { CURRENT, stage } from './staging.ts';

const DAY_MILLIS = 86_400_000;
/** AWS Secrets Manager User Guide, "Secrets Manager quotas": versions of a secret, with and without labels. */
const MOST_VERSIONS = 100;

/**
 * Writes a value under a version id and puts labels on it. Of too many versions, the oldest that bear no label and are
 * a day old go.
 *
 * @throws AwsError `LimitExceededException` when none of them may go
 */
export const addVersion = (
  store: SecretStore,
  arn: string,
  version: { readonly id: string; readonly value: SecretValue; readonly labels: readonly string[] },
  nowMillis: number,
): void => {
  const versions = store.versions(arn);
  const labelled = new Set(store.stages(arn).values());
  const surplus = versions.length + 1 - MOST_VERSIONS;
  const removable = versions.filter(
    ({ id, createdAtMillis }) => !labelled.has(id) && !(createdAtMillis > nowMillis - DAY_MILLIS),
  );
  if (removable.length < surplus) {
    throw limitExceeded(`The secret has ${versions.length} versions, of which none may be removed yet.`);
  }
  for (const { id } of surplus > 0 ? removable.slice(-surplus) : []) store.removeVersion(arn, id);
  store.addVersion(arn, version.id, version.value, nowMillis);
  // The first version is the current one, whatever its labels.
  const isFirst = !store.stages(arn).has(CURRENT);
  stage(store, arn, version.id, isFirst ? [...new Set([...version.labels, CURRENT])] : version.labels);
};

import type { SecretStore } from './secret-store.ts';

/** The labels that Secrets Manager itself gives meaning ("Versions of a secret" in the user guide). */
export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
export const PENDING = 'AWSPENDING';

/** Puts labels on a version. The version that loses `AWSCURRENT` becomes `AWSPREVIOUS`. */
export const stage = (store: SecretStore, arn: string, versionId: string, labels: readonly string[]): void => {
  const current = store.stages(arn).get(CURRENT);
  for (const label of labels) store.setStage(arn, label, versionId);
  if (labels.includes(CURRENT) && current !== undefined && current !== versionId) {
    store.setStage(arn, PREVIOUS, current);
  }
  // A version cannot be the present and the past one.
  const stages = store.stages(arn);
  if (stages.get(CURRENT) !== undefined && stages.get(PREVIOUS) === stages.get(CURRENT)) {
    store.removeStage(arn, PREVIOUS);
  }
};

/** The labels of a version, in their order. */
export const labelsOf = (stages: ReadonlyMap<string, string>, versionId: string): readonly string[] =>
  [...stages].filter(([, id]) => id === versionId).map(([label]) => label);

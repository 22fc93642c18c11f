import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine.ts';
import { assertRotationRules, type RotationRules } from './rotation-rules.ts';
import { assertInvocable } from './run-step.ts';

/** How a template has a secret rotate. */
export interface RotationDefinition {
  /** Name or ARN. */
  readonly secretId: string;
  readonly functionArn: string;
  readonly rules: RotationRules;
  /** Rotate at once when the template says something new of it. */
  readonly rotatesOnUpdate: boolean;
}

/** Sets a schedule, or goes on with the one of an earlier start: what is under way is finished, what was missed is done. */
export const declareRotation = (
  { catalog, rotations, rotator, database, functions }: Engine,
  { secretId, functionArn, rules, rotatesOnUpdate }: RotationDefinition,
): void => {
  const { arn } = catalog.find(secretId);
  assertRotationRules(rules);
  assertInvocable(functions, functionArn, arn);
  const declared = JSON.stringify([functionArn, rules]);
  const isNew = rotations.find(arn) === undefined || database.write(() => rotations.declaresAnew(arn, declared));
  if (!isNew) {
    rotator.schedule(arn);
    return;
  }
  rotator.configure(arn, functionArn, rules);
  rotations.declaresAnew(arn, declared);
  if (rotatesOnUpdate) rotator.startWhenFree(arn, randomUUID());
};

import * as z from 'zod';
import type { Engine } from '../engine.ts';
import { invalidState } from '../errors.ts';
import type { Key } from '../key.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';

const input = z.strictObject({ KeyId: keyId });

export const enableKey = keyOperation({
  name: 'EnableKey',
  input,
  changes: true,
  run: (engine, key) => setEnabled(engine, key, true),
});

/** A key that is disabled is used for nothing until it is enabled again. */
export const disableKey = keyOperation({
  name: 'DisableKey',
  input,
  changes: true,
  run: (engine, key) => setEnabled(engine, key, false),
});

const setEnabled = ({ store }: Engine, key: Key, enabled: boolean) => {
  if (key.deletion !== undefined) throw invalidState(`${key.arn} is pending deletion.`);
  store.save({ ...key, enabled });
  return {};
};

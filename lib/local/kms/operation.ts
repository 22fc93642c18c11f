import type * as z from 'zod';
import { type AwsCall, AwsError, type AwsOperation, type Right } from '../aws-service.ts';
import type { JsonObject } from '../json.ts';
import type { Engine } from './engine.ts';
import { invalidKeyUsage } from './errors.ts';
import type { Key } from './key.ts';
import type { KeyUsage } from './key-specs.ts';
import { readInput, stopDryRun } from './read-input.ts';
import { rightToKey } from './rights.ts';

type Output = JsonObject | Promise<JsonObject>;

/** One operation of the API, before it is given the engine. */
export interface Operation<Input> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  rights(engine: Engine, input: Input): readonly Right[];
  run(engine: Engine, input: Input, call: AwsCall): Output;
}

/** An operation with its engine still to come, whatever its input. */
export interface UnboundOperation {
  readonly name: string;
  bind(engine: Engine): AwsOperation;
}

/** Every operation reads its own input, and finds keys as they are now. */
export const operation = <Input>({ name, input, rights, run }: Operation<Input>): UnboundOperation => ({
  name,
  bind: (engine) => ({
    name,
    authorization: 'signed',
    rights: (request) => {
      engine.keyring.settle(engine.environment.now());
      return rights(engine, readInput(input, request));
    },
    run: (request, call) => {
      engine.keyring.settle(call.nowMillis);
      return run(engine, readInput(input, request), call);
    },
  }),
});

/** An operation on the one key that `KeyId` names. */
export interface KeyOperation<Input> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** Uses the key's material, for which the key must be enabled and of this usage. */
  readonly uses?: KeyUsage;
  /** An alias may stand for the key, as wherever its material is used. */
  readonly takesAlias?: true;
  /** Changes the key, which those that AWS keeps for a service do not allow. */
  readonly changes?: true;
  /** Condition keys beyond those of the key. */
  conditions?(input: Input): Right['context'];
  run(engine: Engine, key: Key, input: Input, call: AwsCall): Output;
}

export const keyOperation = <Input extends { readonly KeyId: string; readonly DryRun?: boolean | undefined }>(
  definition: KeyOperation<Input>,
): UnboundOperation =>
  operation({
    name: definition.name,
    input: definition.input,
    rights: (engine, input) => [rightToKey(engine, definition.name, input.KeyId, definition.conditions?.(input))],
    run: (engine, input, call) => {
      const { uses, takesAlias, changes, name } = definition;
      const { keyring } = engine;
      const key =
        uses !== undefined || takesAlias === true ? keyring.find(input.KeyId) : keyring.findKeyItself(input.KeyId);
      if (changes === true) assertCustomerManaged(key, name);
      if (uses !== undefined) {
        engine.keyring.assertUsable(key);
        assertUsage(key, uses, name);
        stopDryRun(input);
      }
      return definition.run(engine, key, input, call);
    },
  });

/** @throws AwsError `InvalidKeyUsageException` */
export const assertUsage = ({ arn, usage }: Key, wanted: KeyUsage, operation: string): void => {
  if (usage !== wanted) throw invalidKeyUsage(`${arn} key usage is ${usage} which is not valid for ${operation}.`);
};

export const assertCustomerManaged = ({ arn, manager }: Key, operation: string): void => {
  if (manager === 'AWS') {
    throw new AwsError(
      'AccessDeniedException',
      `${arn} is kept by a service of AWS, which does not allow ${operation}.`,
    );
  }
};

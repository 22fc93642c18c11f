import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { invalidState } from '../errors.ts';
import { stateOf } from '../key.ts';
import { assertCustomerManaged, operation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { rightToKey } from '../rights.ts';
import { aliasName } from '../shapes.ts';

export const createAlias = operation({
  name: 'CreateAlias',
  input: z.strictObject({ AliasName: aliasName, TargetKeyId: keyId }),
  rights: (engine, { AliasName: name, TargetKeyId: target }) => [
    { action: 'kms:CreateAlias', resource: engine.keyring.arnFor(name) },
    rightToKey(engine, 'CreateAlias', target),
  ],
  run: ({ keyring, aliases, database }, { AliasName: name, TargetKeyId: target }, { nowMillis }) => {
    assertOwnAlias(name);
    return database.write(() => {
      const key = keyring.findKeyItself(target);
      assertCustomerManaged(key, 'CreateAlias');
      if (stateOf(key) === 'PendingDeletion') throw invalidState(`${key.arn} is pending deletion.`);
      // One that points to a key of another time is free again.
      const taken = aliases.find(name);
      if (taken !== undefined && keyring.seekById(taken.keyId) !== undefined) {
        throw new AwsError('AlreadyExistsException', `An alias with the name ${keyring.arnFor(name)} already exists`);
      }
      aliases.set(name, key.id, nowMillis);
      return {};
    });
  },
});

/** @throws AwsError `InvalidAliasNameException`, `NotAuthorizedException` for a name that AWS keeps to itself */
export const assertOwnAlias = (name: string): void => {
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
    throw new AwsError(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see the documentation.',
    );
  }
  if (name.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', 'The prefix alias/aws/ is reserved.');
};

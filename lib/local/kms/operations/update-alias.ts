import * as z from 'zod';
import { validation } from '../errors.ts';
import { assertCustomerManaged, operation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { rightToKey } from '../rights.ts';
import { aliasName } from '../shapes.ts';
import { assertOwnAlias } from './create-alias.ts';

/** Points an alias to another key of the same kind: what it was made for goes on to work. */
export const updateAlias = operation({
  name: 'UpdateAlias',
  input: z.strictObject({ AliasName: aliasName, TargetKeyId: keyId }),
  rights: (engine, { AliasName: name, TargetKeyId: target }) => {
    const before = engine.aliases.find(name);
    return [
      { action: 'kms:UpdateAlias', resource: engine.keyring.arnFor(name) },
      ...(before === undefined ? [] : [rightToKey(engine, 'UpdateAlias', before.keyId)]),
      rightToKey(engine, 'UpdateAlias', target),
    ];
  },
  run: ({ keyring, aliases, database }, { AliasName: name, TargetKeyId: target }, { nowMillis }) => {
    assertOwnAlias(name);
    return database.write(() => {
      const before = keyring.find(name);
      const key = keyring.findKeyItself(target);
      assertCustomerManaged(key, 'UpdateAlias');
      if (before.usage !== key.usage || (before.spec === 'SYMMETRIC_DEFAULT') !== (key.spec === 'SYMMETRIC_DEFAULT')) {
        throw validation('The current and the new key of an alias must be of the same type and key usage.');
      }
      aliases.set(name, key.id, nowMillis);
      return {};
    });
  },
});

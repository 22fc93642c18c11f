import * as z from 'zod';
import { notFound } from '../errors.ts';
import { operation } from '../operation.ts';
import { rightToKey } from '../rights.ts';
import { aliasName } from '../shapes.ts';
import { assertOwnAlias } from './create-alias.ts';

export const deleteAlias = operation({
  name: 'DeleteAlias',
  input: z.strictObject({ AliasName: aliasName }),
  rights: (engine, { AliasName: name }) => {
    const alias = engine.aliases.find(name);
    return [
      { action: 'kms:DeleteAlias', resource: engine.keyring.arnFor(name) },
      ...(alias === undefined ? [] : [rightToKey(engine, 'DeleteAlias', alias.keyId)]),
    ];
  },
  run: ({ keyring, aliases }, { AliasName: name }) => {
    assertOwnAlias(name);
    if (aliases.find(name) === undefined) throw notFound(`Alias ${keyring.arnFor(name)} is not found.`);
    aliases.remove(name);
    return {};
  },
});

import * as z from 'zod';
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { keyId } from '../read-input.ts';
import { paging } from '../shapes.ts';

export const listAliases = operation({
  name: 'ListAliases',
  input: z.strictObject({ KeyId: keyId.optional(), ...paging }),
  rights: () => [{ action: 'kms:ListAliases', resource: '*' }],
  run: ({ keyring, aliases }, input) => {
    const wanted = input.KeyId === undefined ? undefined : keyring.findKeyItself(input.KeyId).id;
    const there = aliases
      .all()
      .filter((alias) => keyring.seekById(alias.keyId) !== undefined && (wanted ?? alias.keyId) === alias.keyId);
    const { page, more } = pageOf(there, input, ({ name }) => name, 50);
    return {
      Aliases: page.map((alias) => ({
        AliasName: alias.name,
        AliasArn: keyring.arnFor(alias.name),
        TargetKeyId: alias.keyId,
        CreationDate: alias.createdAtMillis / 1000,
        LastUpdatedDate: alias.updatedAtMillis / 1000,
      })),
      ...more,
    };
  },
});

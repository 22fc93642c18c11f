import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Another name of a key. `Ref` is that name. */
export const alias = resourceType({
  type: 'AWS::KMS::Alias',
  properties: z.strictObject({
    AliasName: z.string().startsWith('alias/').max(256),
    TargetKeyId: z.string().min(1),
  }),
  enforcement: { kind: 'enforced' },
  declare: ({ properties: { AliasName: name, TargetKeyId: keyId } }, { kms }) => {
    kms.declareAlias({ name, keyId });
    return { ref: name, attributes: {} };
  },
});

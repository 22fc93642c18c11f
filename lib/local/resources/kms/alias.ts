import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

/** Another name of a key. `Ref` is that name. */
export const alias = resourceType({
  type: 'AWS::KMS::Alias',
  properties: z.strictObject({
    AliasName: z.string().startsWith('alias/').max(256),
    TargetKeyId: z.string().min(1),
  }),
  enforcement: { kind: 'not-enforced', why: 'no KMS runs here that could be asked by this name' },
  declare: ({ properties: { AliasName: ref } }) => ({ ref, attributes: {} }),
});

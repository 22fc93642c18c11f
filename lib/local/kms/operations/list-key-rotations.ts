import * as z from 'zod';
import { keyOperation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { keyId } from '../read-input.ts';
import { paging } from '../shapes.ts';
import { assertRotates } from './enable-key-rotation.ts';

export const listKeyRotations = keyOperation({
  name: 'ListKeyRotations',
  input: z.strictObject({
    KeyId: keyId,
    IncludeKeyMaterial: z.enum(['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY']).optional(),
    ...paging,
  }),
  run: ({ store }, key, input) => {
    assertRotates(key);
    const all = store.materials(key.id);
    const wanted =
      input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL' ? all : all.filter(({ rotation }) => rotation !== undefined);
    const { page, more } = pageOf(wanted, input, ({ id }) => id, 100);
    return {
      Rotations: page.map(({ id, createdAtMillis, rotation }) => ({
        KeyId: key.arn,
        KeyMaterialId: id,
        KeyMaterialState: id === all.at(-1)?.id ? 'CURRENT' : 'NON_CURRENT',
        ...(rotation === undefined ? {} : { RotationDate: createdAtMillis / 1000, RotationType: rotation }),
      })),
      ...more,
    };
  },
});

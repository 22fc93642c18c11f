import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { makeMaterialAtOnce } from '../crypto/key-material.ts';
import { specificationOf } from '../key-specs.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { assertRotates } from './enable-key-rotation.ts';

/** AWS KMS Developer Guide, "Resource quotas". */
const MOST = 25;

/** At once, beside whatever rotates by itself. */
export const rotateKeyOnDemand = keyOperation({
  name: 'RotateKeyOnDemand',
  input: z.strictObject({ KeyId: keyId }),
  changes: true,
  run: ({ keyring, store }, key, _, { nowMillis }) => {
    assertRotates(key);
    keyring.assertUsable(key);
    if (!(store.materials(key.id).filter(({ rotation }) => rotation === 'ON_DEMAND').length < MOST)) {
      throw new AwsError('LimitExceededException', `${key.arn} was rotated on demand ${MOST} times already.`);
    }
    store.addMaterial(key.id, makeMaterialAtOnce(specificationOf(key.spec).generation), nowMillis, 'ON_DEMAND');
    return { KeyId: key.arn };
  },
});

import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import { invalidState } from '../errors.ts';
import { keyOperation } from '../operation.ts';
import { keyId } from '../read-input.ts';
import { tagConditions } from '../rights.ts';
import { tags } from '../shapes.ts';

const MOST = 50;

export const tagResource = keyOperation({
  name: 'TagResource',
  input: z.strictObject({ KeyId: keyId, Tags: tags }),
  changes: true,
  conditions: ({ Tags: added }) => tagConditions(added),
  run: ({ store }, key, { Tags: added }) => {
    if (key.deletion !== undefined) throw invalidState(`${key.arn} is pending deletion.`);
    if (added.some(({ TagKey: name }) => name.startsWith('aws:'))) {
      throw new AwsError('TagException', 'Tags with the prefix aws: are reserved.');
    }
    const names = added.map(({ TagKey: name }) => name);
    if (new Set(names).size < names.length) throw new AwsError('TagException', 'A tag key is named twice.');
    const after = [...key.tags.filter(({ TagKey: name }) => !names.includes(name)), ...added];
    if (!(after.length <= MOST)) throw new AwsError('LimitExceededException', `A key has at most ${MOST} tags.`);
    store.save({ ...key, tags: after });
    return {};
  },
});

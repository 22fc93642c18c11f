import * as z from 'zod';
import { invalidParameter, limitExceeded } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { readInput, secretId, tag } from '../read-input.ts';
import { tagConditions } from '../rights.ts';
import type { Tag } from '../secret-store.ts';

const MOST = 50;
const input = z.strictObject({ SecretId: secretId, Tags: z.array(tag) });

export const tagResource: Operation = {
  name: 'TagResource',
  on: 'secret',
  conditions: (request) => tagConditions(readInput(input, request).Tags),
  run: ({ catalog, store }, request, { nowMillis }) => {
    const members = readInput(input, request);
    const { arn, tags } = catalog.find(members.SecretId);
    const names = members.Tags.map(({ Key: name }) => name);
    const after = [...tags.filter(({ Key: name }) => !names.includes(name)), ...members.Tags];
    assertTags(after);
    store.change(arn, { tags: after }, nowMillis);
    return {};
  },
};

/** @throws AwsError */
export const assertTags = (tags: readonly Tag[]): void => {
  const names = tags.map(({ Key: name }) => name);
  if (!(tags.length <= MOST)) throw limitExceeded(`A secret has at most ${MOST} tags.`);
  if (new Set(names).size < names.length) throw invalidParameter('Two tags have the same key.');
  if (names.some((name) => name.startsWith('aws:'))) throw invalidParameter('Tags with the prefix aws: are reserved.');
};

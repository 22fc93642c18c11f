import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '../../../lib/local/json.ts';
import { onlyIdleRecordsMore } from './only-idle-records.ts';

const record = (eventName: string, before: string, after: string): Json => ({
  eventName,
  dynamodb: {
    StreamViewType: 'NEW_AND_OLD_IMAGES',
    OldImage: { a: { SS: [before, 'z'] } },
    NewImage: { a: { SS: ['z', after] } },
  },
});
const answer = (...item: readonly Json[]) => ({ ok: true, output: { item } }) as const;
const [inserted, changed, idle] = [record('INSERT', '', 'b'), record('MODIFY', 'b', 'c'), record('MODIFY', 'c', 'c')];

describe('more records of an oracle', () => {
  it('are passed over where they tell of writes that changed nothing', () => {
    assert.ok(onlyIdleRecordsMore(answer(inserted, changed), answer(inserted, idle, changed, idle)));
  });

  it('are a difference where they tell of a change, or when one of ours is missing there', () => {
    assert.ok(!onlyIdleRecordsMore(answer(inserted), answer(inserted, changed)));
    assert.ok(!onlyIdleRecordsMore(answer(changed), answer(record('REMOVE', 'c', 'c'), changed)));
    assert.ok(!onlyIdleRecordsMore(answer(inserted, changed), answer(inserted, idle)));
    assert.ok(!onlyIdleRecordsMore(answer(), answer(inserted)));
  });
});

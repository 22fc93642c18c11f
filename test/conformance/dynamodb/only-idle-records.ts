import { isJsonObject, type Json } from '../../../lib/local/json.ts';
import { isSame } from './compare.ts';
import type { Answer } from './engines/engine.ts';

/** Whether they tell what ours do and, beside that, only of writes that changed nothing. Both as `readStream` gives them. */
export const onlyIdleRecordsMore = (ours: Answer, theirs: Answer): boolean =>
  ours.ok &&
  theirs.ok &&
  Object.keys({ ...ours.output, ...theirs.output }).every((item) =>
    isRestIdle(listOf(ours.output[item]), listOf(theirs.output[item])),
  );

const isRestIdle = (ours: readonly Json[], theirs: readonly Json[]): boolean => {
  let at = 0;
  for (const record of theirs) {
    const next = ours[at];
    if (next !== undefined && isSame(record, next)) at += 1;
    else if (!isIdle(record)) return false;
  }
  return at === ours.length;
};

/** A view without both images does not show what changed; the other views are judged by the one that has them. */
const isIdle = (record: Json): boolean => {
  if (!isJsonObject(record) || record['eventName'] !== 'MODIFY' || !isJsonObject(record['dynamodb'])) return false;
  const { StreamViewType: view, OldImage: before, NewImage: after } = record['dynamodb'];
  return view !== 'NEW_AND_OLD_IMAGES' || isSame(before, after);
};

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

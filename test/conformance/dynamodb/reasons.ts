import { isJsonObject, type Json } from '../../../lib/local/json.ts';
import type { Answer } from './engines/engine.ts';

/** What is said of one write: by a reason of a cancelled transaction, or by the refusal of a write that stands alone. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

const NONE: Reason = { code: 'None', message: '' };

/** Write by write, where two answers do not say the same. Empty when they cannot be held against each other so. */
export const differingReasons = (ours: Answer, theirs: Answer): readonly (readonly [Reason, Reason])[] => {
  const [mine, yours] = [reasonsOf(ours), reasonsOf(theirs)];
  if (mine.length !== yours.length && !ours.ok && !theirs.ok) return [];
  return Array.from(
    { length: Math.max(mine.length, yours.length) },
    (_, at) => [mine[at] ?? NONE, yours[at] ?? NONE] as const,
  ).filter(([one, two]) => one.code !== two.code || one.message !== two.message);
};

/** Of an answer that is no refusal, none. */
const reasonsOf = (answer: Answer): readonly Reason[] => {
  if (answer.ok) return [];
  const reasons = answer.fields['CancellationReasons'];
  return Array.isArray(reasons) ? reasons.map(toReason) : [{ code: answer.code, message: answer.message }];
};

const toReason = (reason: Json): Reason => {
  const { Code: code, Message: message } = isJsonObject(reason) ? reason : {};
  return { code: String(code), message: String(message ?? '') };
};

import { isJsonObject, type Json, type JsonObject } from '../../../lib/local/json.ts';
import type { Answer } from './engines/engine.ts';
import type { Request } from './generate/request.ts';

/** Whether two answers say the same, as far as AWS promises what is said. */
export const agree = (request: Request, ours: Answer, theirs: Answer): boolean => {
  if (ours.ok !== theirs.ok) return false;
  if (!ours.ok || !theirs.ok)
    return JSON.stringify(canonical(plain(ours))) === JSON.stringify(canonical(plain(theirs)));
  if (request.compare === 'outcome') return true;
  const isUnordered = request.compare === 'unordered';
  return text(ours.output, isUnordered) === text(theirs.output, isUnordered);
};

/** Whether two values are the same, whatever the order of members and of the elements of sets. */
export const isSame = (one: Json | undefined, other: Json | undefined): boolean =>
  JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));

const plain = (answer: Answer): JsonObject => JSON.parse(JSON.stringify(answer));

const text = (output: JsonObject, isUnordered: boolean): string => JSON.stringify(canonical(output, isUnordered));

/** Members in order of their names; sets, whose order is nobody's promise, in that of their elements. */
const canonical = (value: Json | undefined, isUnordered = false): Json => {
  if (Array.isArray(value)) return value.map((each) => canonical(each, isUnordered));
  if (!isJsonObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => {
        const member = canonical(value[name], isUnordered);
        const isSet = SETS.has(name) || (isUnordered && (LISTS.has(name) || name.startsWith('@')));
        return [name, isSet && Array.isArray(member) ? sorted(member) : member];
      }),
  );
};

const SETS = new Set(['SS', 'NS', 'BS']);
const LISTS = new Set(['Items', 'ConsumedCapacity']);

const sorted = (values: readonly Json[]): readonly Json[] =>
  [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

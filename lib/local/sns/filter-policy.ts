import { InvalidEventPattern, parseEventPattern } from '../event-pattern/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { invalidParameter } from './errors.ts';
import type { MessageAttributes } from './message.ts';
import type { Attributes } from './topic-store.ts';

/** Whether a subscription wants a message. */
export type MessageFilter = (message: { readonly text: string; readonly attributes: MessageAttributes }) => boolean;

/**
 * The filter of a subscription's attributes `FilterPolicy` and `FilterPolicyScope`.
 *
 * @throws AwsError `InvalidParameter` for a policy that is not one
 */
export const filterOf = ({
  FilterPolicy: text,
  FilterPolicyScope: scope = 'MessageAttributes',
}: Attributes): MessageFilter => {
  if (text === undefined) return () => true;
  const policy = parse(text);
  try {
    if (scope === 'MessageAttributes') assertFlat(policy);
    // An empty policy takes everything.
    if (isJsonObject(policy) && Object.keys(policy).length === 0) return () => true;
    const matches = parseEventPattern(policy ?? null, 'rule');
    if (scope === 'MessageBody') return (message) => isJsonObject(parse(message.text)) && matches(parse(message.text));
    return ({ attributes }) => matches(toEvent(attributes));
  } catch (error) {
    if (error instanceof InvalidEventPattern) throw invalidParameter(`FilterPolicy: ${error.message}`);
    throw error;
  }
};

/** Attributes have no structure, so that a nested policy could never hold. */
const assertFlat = (policy: Json | undefined): void => {
  if (!isJsonObject(policy)) return;
  const nested = Object.entries(policy).find(([name, value]) => name !== '$or' && !Array.isArray(value));
  if (nested !== undefined) {
    throw new InvalidEventPattern(`"${nested[0]}" must be an array: filter policies on attributes are not nested`);
  }
};

const toEvent = (attributes: MessageAttributes): JsonObject =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue }]) => {
      const value = StringValue === undefined ? undefined : toValue(DataType, StringValue);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const toValue = (dataType: string, text: string): Json | undefined => {
  if (dataType.startsWith('Number')) return Number(text);
  return dataType === 'String.Array' ? parse(text) : text;
};

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

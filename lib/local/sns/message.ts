import * as z from 'zod';
import type { JsonObject } from '../json.ts';
import { invalidParameter } from './errors.ts';
import type { Protocol } from './topic-store.ts';

const messageAttribute = z.strictObject({
  DataType: z.string().min(1),
  StringValue: z.string().min(1).optional(),
  BinaryValue: z.base64().min(1).optional(),
});

/** The members that `Publish` and an entry of its batch share. */
export const messageMembers = {
  Message: z.string(),
  Subject: z.string().min(1).max(100).optional(),
  MessageStructure: z.literal('json').optional(),
  MessageAttributes: z.record(z.string().min(1).max(256), messageAttribute).optional(),
};

export type MessageInput = z.infer<z.ZodObject<typeof messageMembers>>;
export type MessageAttributes = NonNullable<MessageInput['MessageAttributes']>;

/** A message that was accepted. */
export interface Message {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly attributes: MessageAttributes;
  readonly sentAtMillis: number;
  /** What a protocol gets: with `MessageStructure: json`, a text of its own. */
  textFor(protocol: Protocol): string;
}

const LARGEST = 262_144;

/** @throws AwsError `InvalidParameter` */
export const textsOf = ({
  Message: text,
  MessageStructure,
  MessageAttributes = {},
  Subject,
}: MessageInput): Message['textFor'] => {
  if (text === '') throw invalidParameter('Empty message');
  if (!(Buffer.byteLength(text) <= LARGEST)) throw invalidParameter('Message too long');
  if (Subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]*$/.test(Subject)) throw invalidParameter('Subject');
  for (const [name, attribute] of Object.entries(MessageAttributes)) assertAttribute(name, attribute);
  if (MessageStructure === undefined) return () => text;
  const texts = parseTexts(text);
  return (protocol) => texts.get(protocol) ?? texts.get('default') ?? '';
};

const parseTexts = (text: string): ReadonlyMap<string, string> => {
  const parsed = z.record(z.string(), z.string()).safeParse(parseJson(text));
  if (!parsed.success || parsed.data['default'] === undefined) {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return new Map(Object.entries(parsed.data));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
};

const assertAttribute = (name: string, { DataType, StringValue, BinaryValue }: MessageAttributes[string]): void => {
  const type = /^(String|Number|Binary)(?:\..+)?$/.exec(DataType)?.[1];
  const value = type === 'Binary' ? BinaryValue : StringValue;
  const isNumber = type !== 'Number' || Number.isFinite(Number(StringValue));
  if (type === undefined || value === undefined || !isNumber) {
    throw invalidParameter(`The message attribute '${name}' has an invalid type or value`);
  }
};

/** What receivers of JSON find as `MessageAttributes`. */
export const toShownAttributes = (attributes: MessageAttributes): JsonObject =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );

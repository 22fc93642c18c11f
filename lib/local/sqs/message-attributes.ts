import { createHash } from 'node:crypto';
import * as z from 'zod';
import { invalidParameter } from './errors.ts';

const messageAttribute = z.strictObject({
  DataType: z.string().min(1).max(256),
  StringValue: z.string().min(1).optional(),
  BinaryValue: z.base64().min(1).optional(),
});

export const messageAttributes = z.record(z.string().min(1).max(256), messageAttribute);

export type MessageAttributes = z.infer<typeof messageAttributes>;

const MOST_ATTRIBUTES = 10;

/** @throws AwsError `InvalidParameterValue` */
export const assertMessageAttributes = (attributes: MessageAttributes): void => {
  if (Object.keys(attributes).length > MOST_ATTRIBUTES) {
    throw invalidParameter(`Number of message attributes exceeds the allowed maximum [${MOST_ATTRIBUTES}].`);
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(?!\.)(?!.*\.\.)[\w.-]+(?<!\.)$/.test(name) || /^(?:aws|amazon)\./i.test(name)) {
      throw invalidParameter(`The message attribute name '${name}' is invalid.`);
    }
    const type = /^(String|Number|Binary)(?:\..+)?$/.exec(DataType)?.[1];
    if (type === undefined) throw invalidParameter(`The type of message attribute '${name}' is invalid.`);
    if ((type === 'Binary' ? StringValue : BinaryValue) !== undefined) {
      throw invalidParameter(`The message attribute '${name}' has a value of another type.`);
    }
    if ((type === 'Binary' ? BinaryValue : StringValue) === undefined) {
      throw invalidParameter(`The message attribute '${name}' must contain a non-empty message attribute value.`);
    }
    if (type === 'Number' && !Number.isFinite(Number(StringValue))) {
      throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
};

/** Names, types and values count towards the size of a message. */
export const sizeOfAttributes = (attributes: MessageAttributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, ...value }]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(DataType) + bytesOf(value).length,
    0,
  );

/** The sum that clients compare: "Calculating the MD5 message digest for message attributes" in the developer guide. */
export const md5OfAttributes = (attributes: MessageAttributes): string => {
  const hash = createHash('md5');
  const update = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, value] of Object.entries(attributes).sort(([one], [two]) => (one < two ? -1 : 1))) {
    update(Buffer.from(name));
    update(Buffer.from(value.DataType));
    hash.update(Buffer.from([value.BinaryValue === undefined ? STRING : BINARY]));
    update(bytesOf(value));
  }
  return hash.digest('hex');
};

const STRING = 1;
const BINARY = 2;

const bytesOf = ({ StringValue = '', BinaryValue }: Omit<MessageAttributes[string], 'DataType'>): Buffer =>
  BinaryValue === undefined ? Buffer.from(StringValue) : Buffer.from(BinaryValue, 'base64');

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

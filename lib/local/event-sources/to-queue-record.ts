import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/**
 * A received message as the event of a function has it.
 * AWS Lambda Developer Guide, "Using Lambda with Amazon SQS".
 */
export const toQueueRecord = (message: JsonObject, queueArn: string): JsonObject => ({
  messageId: message['MessageId'],
  receiptHandle: message['ReceiptHandle'],
  body: message['Body'],
  attributes: message['Attributes'] ?? {},
  messageAttributes: toRecordAttributes(message['MessageAttributes']),
  md5OfBody: message['MD5OfBody'],
  ...(message['MD5OfMessageAttributes'] !== undefined && {
    md5OfMessageAttributes: message['MD5OfMessageAttributes'],
  }),
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: queueArn.split(':')[3] ?? '',
});

const toRecordAttributes = (attributes: Json | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries(isJsonObject(attributes) ? attributes : {}).map(([name, attribute]) => {
      const { DataType, StringValue, BinaryValue } = isJsonObject(attribute) ? attribute : {};
      return [
        name,
        {
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ];
    }),
  );

import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { DeliveryProvider } from './delivery-provider.ts';

const sns = new SNSClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});

/** A text message by Amazon SNS, on the routes for messages that must arrive. */
export const snsTextMessage: DeliveryProvider = {
  async deliver({ to, text }, signal) {
    const command = new PublishCommand({
      PhoneNumber: to,
      Message: text,
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    });
    await sns.send(command, { abortSignal: signal });
  },
};

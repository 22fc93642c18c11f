import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { environment } from '../../lib/contract/index.ts';
import { requiredVariable } from '../required-variable.ts';
import type { DeliveryProvider } from './delivery-provider.ts';

const ses = new SESv2Client({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});

/** Plain text from the bank's own address, by Amazon SES. */
export const sesMail: DeliveryProvider = {
  async deliver({ to, subject, text }, signal) {
    const command = new SendEmailCommand({
      FromEmailAddress: requiredVariable(environment.mailSender),
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
    });
    await ses.send(command, { abortSignal: signal });
  },
};

import * as z from 'zod';
import { resourceType } from '../../resource-type.ts';

const settings = z.record(z.string(), z.json());
const settingsOf = 'mails stay in the outbox of this machine, without signature or feedback';

/** An address or domain that sends. `Ref` is its name. It is verified here, because nothing is sent. */
export const emailIdentity = resourceType({
  type: 'AWS::SES::EmailIdentity',
  properties: z.strictObject({
    EmailIdentity: z.string().min(1).max(320),
    ConfigurationSetAttributes: settings.optional(),
    DkimAttributes: settings.optional(),
    DkimSigningAttributes: settings.optional(),
    FeedbackAttributes: settings.optional(),
    MailFromAttributes: settings.optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  enforcement: { kind: 'approximated', how: 'taken for verified, because mails go to the outbox and nowhere else' },
  lesser: Object.fromEntries(
    [
      'ConfigurationSetAttributes',
      'DkimAttributes',
      'DkimSigningAttributes',
      'FeedbackAttributes',
      'MailFromAttributes',
    ].map((name) => [name, { kind: 'not-enforced', why: settingsOf } as const]),
  ),
  declare({ properties: { EmailIdentity: identity } }, { ses }) {
    ses.declareIdentity(identity);
    const token = (index: number) => `local${index}`;
    const records = [1, 2, 3].flatMap((index) => [
      [`DkimDNSTokenName${index}`, `${token(index)}._domainkey.${identity}`],
      [`DkimDNSTokenValue${index}`, `${token(index)}.dkim.amazonses.com`],
    ]);
    return { ref: identity, attributes: Object.fromEntries(records) };
  },
});

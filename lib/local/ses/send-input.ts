import * as z from 'zod';
import type { AwsRestRequest } from '../aws-service.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { readMembers } from '../read-members.ts';
import { badRequest } from './errors.ts';
import { readRawMail } from './raw-mail.ts';

const addresses = z.array(z.string().min(1).max(320)).max(50).optional();
const text = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const header = z.strictObject({ Name: z.string(), Value: z.string() });

const schema = z.strictObject({
  FromEmailAddress: z.string().min(1).optional(),
  FromEmailAddressIdentityArn: z.string().optional(),
  Destination: z.strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }).optional(),
  ReplyToAddresses: addresses,
  Content: z.strictObject({
    Simple: z
      .strictObject({
        Subject: text,
        Body: z.strictObject({ Text: text.optional(), Html: text.optional() }),
        Headers: z.array(header).max(15).optional(),
      })
      .optional(),
    Raw: z.strictObject({ Data: z.base64().min(1) }).optional(),
  }),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(header).optional(),
});

/** One mail to all its recipients, whatever form it came in. */
export interface Mail {
  readonly kind: 'simple' | 'raw';
  readonly from: string;
  readonly recipients: readonly string[];
  readonly subject: string | undefined;
  readonly text: string;
  readonly html: string | undefined;
  readonly configurationSet: string | undefined;
}

/** @throws AwsError `BadRequestException` */
export const readMail = ({ body }: Pick<AwsRestRequest, 'body'>): Mail => {
  const members = readMembers(schema, parse(body), badRequest);
  const { Content, Destination, FromEmailAddress } = members;
  const listed = [
    ...(Destination?.ToAddresses ?? []),
    ...(Destination?.CcAddresses ?? []),
    ...(Destination?.BccAddresses ?? []),
  ];
  if (Content.Simple !== undefined && Content.Raw === undefined) {
    const { Subject, Body } = Content.Simple;
    if (Body.Text === undefined && Body.Html === undefined) throw badRequest('The body has neither text nor HTML.');
    return complete(FromEmailAddress, {
      kind: 'simple',
      recipients: listed,
      subject: Subject.Data,
      text: Body.Text?.Data ?? '',
      html: Body.Html?.Data,
      configurationSet: members.ConfigurationSetName,
    });
  }
  if (Content.Raw === undefined || Content.Simple !== undefined) {
    throw badRequest('The content must be either Simple or Raw; templates are not done here.');
  }
  const raw = readRawMail(Content.Raw.Data);
  return complete(FromEmailAddress ?? raw.from, {
    kind: 'raw',
    recipients: listed.length > 0 ? listed : raw.recipients,
    subject: raw.subject,
    text: raw.text,
    html: undefined,
    configurationSet: members.ConfigurationSetName,
  });
};

const complete = (from: string | undefined, mail: Omit<Mail, 'from'>): Mail => {
  if (from === undefined) throw badRequest('The mail has no sender.');
  if (mail.recipients.length === 0) throw badRequest('The mail has no recipient.');
  return { ...mail, from };
};

const parse = (body: Buffer): JsonObject => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (!isJsonObject(parsed)) throw badRequest('The body must be a JSON object.');
  return parsed;
};

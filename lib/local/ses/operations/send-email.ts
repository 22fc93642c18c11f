import { randomUUID } from 'node:crypto';
import type { AwsRestOperation } from '../../aws-service.ts';
import { arnOf } from '../../environment.ts';
import type { Engine } from '../engine.ts';
import { badRequest, notFound } from '../errors.ts';
import { notVerified } from '../identities.ts';
import { addressIn, isMailAddress } from '../mail-address.ts';
import { readMail } from '../send-input.ts';

/** A mail from an identity of the template; each recipient has one message in the outbox. */
export const sendEmail = ({ environment, outbox, identities, configurationSets }: Engine): AwsRestOperation => ({
  name: 'SendEmail',
  route: 'POST /v2/email/outbound-emails',
  rights(request) {
    const { kind, from, recipients, configurationSet } = readMail(request);
    const action = kind === 'raw' ? 'ses:SendRawEmail' : 'ses:SendEmail';
    const address = addressIn(from);
    const context = { 'ses:fromaddress': [address], 'ses:recipients': recipients.map(addressIn) };
    const resources = [
      `identity/${identities.behind(from) ?? address}`,
      ...(configurationSet === undefined ? [] : [`configuration-set/${configurationSet}`]),
    ];
    return resources.map((resource) => ({ action, resource: arnOf(environment, 'ses', resource), context }));
  },
  run(request) {
    const { from, recipients, subject, text, html, configurationSet } = readMail(request);
    const malformed = [from, ...recipients].find((address) => !isMailAddress(address));
    if (malformed !== undefined) throw badRequest('One of the addresses is malformed.');
    if (identities.behind(from) === undefined) throw notVerified(environment.region, from);
    if (configurationSet !== undefined && !configurationSets.has(configurationSet)) {
      throw notFound(`Configuration set <${configurationSet}>`);
    }
    for (const to of recipients) {
      outbox.post({ channel: 'email', from, to: addressIn(to), subject, text, html, sentBy: 'ses' });
    }
    return { status: 200, body: { MessageId: randomUUID() } };
  },
});

import type { AwsRestOperation } from '../../aws-service.ts';
import { arnOf } from '../../environment.ts';
import type { Engine } from '../engine.ts';
import { notFound } from '../errors.ts';

const show = (name: string) => ({
  IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
  VerificationStatus: 'SUCCESS',
});

/** What the template declares is verified here: there is no mailbox or zone to ask. */
export const getEmailIdentity = ({ environment, identities }: Engine): AwsRestOperation => ({
  name: 'GetEmailIdentity',
  route: 'GET /v2/email/identities/{EmailIdentity}',
  rights: ({ labels }) => [
    {
      action: 'ses:GetEmailIdentity',
      resource: arnOf(environment, 'ses', `identity/${labels['EmailIdentity']}`),
    },
  ],
  run({ labels }) {
    const name = labels['EmailIdentity'] ?? '';
    if (!identities.has(name)) throw notFound(`Email identity ${name}`);
    return { status: 200, body: { ...show(name), VerifiedForSendingStatus: true, FeedbackForwardingStatus: true } };
  },
});

export const listEmailIdentities = ({ identities }: Engine): AwsRestOperation => ({
  name: 'ListEmailIdentities',
  route: 'POST /v2/email/list-identities',
  rights: () => [{ action: 'ses:ListEmailIdentities', resource: '*' }],
  run: () => ({
    status: 200,
    body: {
      EmailIdentities: identities.all.map((name) => ({ ...show(name), IdentityName: name, SendingEnabled: true })),
    },
  }),
});

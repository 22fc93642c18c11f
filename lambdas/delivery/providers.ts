import type { Channel, DeliveryProvider } from './delivery-provider.ts';
import { sesMail } from './ses-mail.ts';
import { snsTextMessage } from './sns-text-message.ts';

/** Who carries what. On a developer's machine these same providers end in the outbox. */
export const providers: Readonly<Record<Channel, DeliveryProvider>> = { email: sesMail, sms: snsTextMessage };

import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import { askCustomMessage, type MessageReason } from '../triggers/custom-message.ts';
import type { MessageTemplates, UserPool } from '../user-pool.ts';
import type { Contact } from './delivery.ts';

/** What is said, before the placeholders are filled in. */
interface Words {
  readonly emailSubject: string;
  readonly emailMessage: string;
  readonly smsMessage: string;
}

export interface Message {
  readonly pool: UserPool;
  readonly clientId: string | undefined;
  readonly user: User;
  readonly reason: MessageReason;
  readonly contact: Contact;
  /** The code, or the temporary password of an invitation. */
  readonly code: string;
  /** What the link of the template leads to; only mails that confirm a sign-up have one. */
  readonly link?: string | undefined;
  readonly clientMetadata: JsonObject | undefined;
}

/**
 * Puts a message into the outbox, in the words of the custom message trigger or of the pool.
 *
 * @throws AwsError CodeDeliveryFailureException where there is no outbox; what the trigger throws
 */
export async function sendMessage(room: Room, message: Message): Promise<void> {
  const { pool, clientId, user, reason, contact, clientMetadata } = message;
  if (room.outbox === undefined) throw refusal('delivery-failed');
  const custom = await askCustomMessage(
    room,
    { pool, clientId, userName: user.username },
    reason,
    user,
    clientMetadata,
  );
  const words = wordsFor(pool.messages, message);
  const isMail = contact.attribute === 'email';
  const text = fill((isMail ? custom?.emailMessage : custom?.smsMessage) ?? textOf(words, isMail), message, false);
  room.outbox.post({
    channel: isMail ? 'email' : 'sms',
    from: isMail ? pool.messages.emailFrom : 'Cognito',
    to: contact.value,
    subject: isMail ? (custom?.emailSubject ?? words.emailSubject) : undefined,
    text,
    html: isMail ? fill(custom?.emailMessage ?? words.emailMessage, message, true) : undefined,
    sentBy: 'cognito-idp',
  });
}

const textOf = (words: Words, isMail: boolean): string => (isMail ? words.emailMessage : words.smsMessage);

function wordsFor({ verification, invitation, authentication }: MessageTemplates, { reason, link }: Message): Words {
  if (reason === 'CustomMessage_AdminCreateUser') return invitation;
  if (reason === 'CustomMessage_Authentication') return authentication;
  if (link === undefined) return verification;
  return { ...verification, emailSubject: verification.linkSubject, emailMessage: verification.linkMessage };
}

/** Templates are the pool's own; what is filled in is not: it stays text in a mail of HTML, and no part of the template. */
function fill(template: string, { code, user, link }: Message, html: boolean): string {
  const value = (given: string) => (html ? escapeHtml(given) : given);
  return template.replaceAll(/\{####\}|\{username\}|\{##([^#]*)##\}/g, (place, label: string | undefined) => {
    if (place === '{####}') return value(code);
    if (place === '{username}') return value(user.username);
    if (label === undefined || link === undefined) return label ?? '';
    return html ? `<a href="${escapeHtml(link)}">${escapeHtml(label)}</a>` : `${label}: ${link}`;
  });
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

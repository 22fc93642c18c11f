import { visible, visibleLine } from '../visible-text.ts';
import type { KeptMessage } from './outbox-service.ts';

/** A message as a person reads it in a terminal. */
export const printMessage = (message: KeptMessage): string => {
  const { channel, sentBy, from, to, subject, text, html, sentAtMillis } = message;
  const lines: readonly (readonly [string, string | undefined])[] = [
    [channel === 'email' ? 'Mail' : 'Text message', `${new Date(sentAtMillis).toISOString()} by ${sentBy}`],
    ['From', from],
    ['To', to],
    ['Subject', subject],
  ];
  const head = lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${visibleLine(value)}`]));
  const body = text === '' && html !== undefined ? html : text;
  return [...head, '', visible(body), ''].join('\n');
};

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
  const head = lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${oneLine(value)}`]));
  const body = text === '' && html !== undefined ? html : text;
  return [...head, '', visible(body), ''].join('\n');
};

/** A subject with a line break in it must not look like a header of its own. */
const oneLine = (text: string): string => visible(text).replaceAll('\n', '␊');

/**
 * Control characters, shown and not sent to the terminal: a message could hide what it says, or have the terminal do
 * something. Line feeds and tabs stay.
 */
const visible = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(CONTROL, (character) => `\\x${hex(character)}`);

const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).padStart(2, '0');

/** C0 and C1 controls but line feed and tab, and the characters that turn the direction of writing. */
const CONTROL = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

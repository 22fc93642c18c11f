/**
 * Control characters, shown and not sent to the terminal: a text that others wrote could hide what it says, or have the
 * terminal do something. Line feeds and tabs stay.
 */
export const visible = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(CONTROL, (character) => `\\x${hex(character)}`);

/** The same on one line: a text with a line break in it must not look like another line. */
export const visibleLine = (text: string): string => visible(text).replaceAll('\n', '␊');

const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).padStart(2, '0');

/** C0 and C1 controls but line feed and tab, and the characters that turn the direction of writing. */
const CONTROL = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

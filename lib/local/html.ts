/** Text that is HTML already; only `html` makes it. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(strings: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    return new Html(strings.map((text, index) => text + toText(values[index])).join(''));
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: lists are joined, and what is `undefined` or `false` is left out. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/**
 * A tagged template for pages: every value that is not itself made by `html` is escaped, for text and for attributes in
 * quotes. Values have no place in scripts, styles, URLs of unknown origin, or attributes without quotes.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => Html.of(strings, values);

const toText = (value: HtmlValue): string => {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(toText).join('');
};

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes.get(character) ?? '');

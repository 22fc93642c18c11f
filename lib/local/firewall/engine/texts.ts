import type { ByteString } from './byte-string.ts';

export type Transformation = (text: ByteString) => ByteString;

/**
 * The values of one field at one stage of their transformation. What is asked of them is found out once, however many
 * rules ask; a transformation that changes nothing leads back to the same object, with all that is known of it.
 */
export class Texts {
  readonly all: readonly ByteString[];
  readonly #transformed = new Map<Transformation, Texts>();
  readonly #answers = new Map<object, unknown>();
  #lines: ByteString | undefined;

  constructor(all: readonly ByteString[]) {
    this.all = all;
  }

  after(transformation: Transformation): Texts {
    const known = this.#transformed.get(transformation);
    if (known !== undefined) return known;
    const changed = this.all.map(transformation);
    const made = changed.every((text, index) => text === this.all[index]) ? this : new Texts(changed);
    this.#transformed.set(transformation, made);
    return made;
  }

  /** The answer must depend on the texts alone: it is remembered by the identity of the question. */
  ask<Answer>(question: (texts: Texts) => Answer): Answer {
    if (!this.#answers.has(question)) this.#answers.set(question, question(this));
    // Only the line above writes under this question.
    return this.#answers.get(question) as Answer;
  }

  /** All of them, a line each. */
  get lines(): ByteString {
    this.#lines ??= this.all.length === 1 ? this.all[0] : this.all.join('\n');
    return this.#lines ?? '';
  }
}

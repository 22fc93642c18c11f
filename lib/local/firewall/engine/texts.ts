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
  #run: ByteString | undefined;

  constructor(all: readonly ByteString[]) {
    this.all = all;
  }

  /** `changesOnly` is what one of them must hold to be changed at all. */
  after(transformation: Transformation, changesOnly: RegExp | undefined): Texts {
    const known = this.#transformed.get(transformation);
    if (known !== undefined) return known;
    const made = changesOnly?.test(this.run) === false ? this : this.#mapped(transformation);
    this.#transformed.set(transformation, made);
    return made;
  }

  #mapped(transformation: Transformation): Texts {
    const changed = this.all.map(transformation);
    return changed.every((text, index) => text === this.all[index]) ? this : new Texts(changed);
  }

  /** The answer must depend on the texts alone: it is remembered by the identity of the question. */
  ask<Answer extends object | boolean>(question: (texts: Texts) => Answer): Answer {
    const known = this.#answers.get(question);
    // Only the line below writes under this question.
    if (known !== undefined) return known as Answer;
    const answer = question(this);
    this.#answers.set(question, answer);
    return answer;
  }

  /** All of them in one, each apart from the next by a byte that means nothing to anybody. */
  get run(): ByteString {
    this.#run ??= this.all.length === 1 ? this.all[0] : this.all.join('\x1f');
    return this.#run ?? '';
  }
}

import type { ByteString } from './byte-string.ts';

export type Transformation = (text: ByteString) => ByteString;

/** What is known of a transformation, so that it need not be done text by text, or at all. */
export interface Shortcut {
  /** Whether a text, or a run of them, holds what it must hold to be changed at all. */
  readonly mayChange?: (run: ByteString) => boolean;
  /** Each byte becomes one byte, whatever stands beside it, and the separator of a run stays: a run can be changed whole. */
  readonly isBytewise?: true;
}

/** Stands between the texts of a run: a byte that means nothing to anybody. */
const separator = '\x1f';

/**
 * The values of one field at one stage of their transformation. What is asked of them is found out once, however many
 * rules ask; a transformation that changes nothing leads back to the same object, with all that is known of it.
 */
export class Texts {
  readonly all: readonly ByteString[];
  readonly #transformed = new Map<Transformation, Texts>();
  readonly #answers = new Map<object, unknown>();
  #run: ByteString | undefined;

  constructor(all: readonly ByteString[], run?: ByteString) {
    this.all = all;
    this.#run = run;
  }

  after(transformation: Transformation, { mayChange, isBytewise }: Shortcut = {}): Texts {
    const known = this.#transformed.get(transformation);
    if (known !== undefined) return known;
    const isChanged = mayChange === undefined || mayChange(this.run);
    const made = isChanged ? ((isBytewise && this.#mappedWhole(transformation)) ?? this.#mapped(transformation)) : this;
    this.#transformed.set(transformation, made);
    return made;
  }

  /** @returns undefined when a text holds the separator */
  #mappedWhole(transformation: Transformation): Texts | undefined {
    const run = transformation(this.run);
    const all = this.all.length === 1 ? [run] : run.split(separator);
    return all.length === this.all.length ? new Texts(all, run) : undefined;
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

  /** All of them in one. */
  get run(): ByteString {
    this.#run ??= this.all.length === 1 ? this.all[0] : this.all.join(separator);
    return this.#run ?? '';
  }
}

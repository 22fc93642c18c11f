/** Who may see a sealed value: the subjects of its owners. */
type Owners = string | readonly string[];

/**
 * A value that belongs to somebody. Nothing but `principal.open` reads it: it has no property, prints as nothing and
 * serialises to `{}`, so that a handler which forgets to ask who calls has nothing to answer.
 */
export class Sealed<Value> {
  readonly #owners: readonly string[];
  readonly #value: Value;

  constructor(owners: Owners, value: Value) {
    this.#owners = typeof owners === 'string' ? [owners] : owners;
    this.#value = value;
  }

  /** The value, if the subject is one of the owners. */
  static openFor<Value>(subject: string, sealed: Sealed<Value>): { readonly value: Value } | undefined {
    return sealed.#owners.includes(subject) ? { value: sealed.#value } : undefined;
  }
}

/** Seals a value for its owner or owners, given as subjects. Nobody opens a value without owners. */
export const seal = <Value>(owners: Owners, value: Value): Sealed<Value> => new Sealed(owners, value);

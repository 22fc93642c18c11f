/** What somebody may do with a value: `write` holds `read`. */
export type Right = 'read' | 'write';

/** Who may open a sealed value; nobody else, whatever their scopes and permissions. */
export interface Keepers {
  /** Subjects who may do everything with it. */
  readonly owners: string | readonly string[];
  /** Subject to what an owner has allowed: joint holders, a power of attorney. @default nobody */
  readonly delegates?: ReadonlyMap<string, Right>;
  /** Role to what its holders may do with the value of anybody: the bank's own staff. @default no role */
  readonly roles?: ReadonlyMap<string, Right>;
}

/** Who asks, as far as it matters here. */
interface Asker {
  readonly subject: string;
  readonly roles: readonly string[];
}

/**
 * A value that belongs to somebody. Nothing but `principal.open` reads it: it has no property, prints as nothing and
 * serialises to `{}`, so that a handler which forgets to ask who calls has nothing to answer.
 */
export class Sealed<Value> {
  readonly #keepers: Keepers;
  readonly #value: Value;

  constructor(keepers: Keepers, value: Value) {
    this.#keepers = keepers;
    this.#value = value;
  }

  /** The value, if the asker owns it or has been given the right. */
  static openFor<Value>(asker: Asker, sealed: Sealed<Value>, right: Right): { readonly value: Value } | undefined {
    return mayOpen(asker, sealed.#keepers, right) ? { value: sealed.#value } : undefined;
  }
}

/** Seals a value for its owner or owners, given as subjects, or for whoever else is named. Nobody opens a value without keepers. */
export const seal = <Value>(keepers: string | readonly string[] | Keepers, value: Value): Sealed<Value> =>
  new Sealed(isKeepers(keepers) ? keepers : { owners: keepers }, value);

function mayOpen({ subject, roles }: Asker, { owners, delegates, roles: staff }: Keepers, right: Right): boolean {
  const owns = typeof owners === 'string' ? owners === subject : owners.includes(subject);
  return owns || allows(delegates?.get(subject), right) || roles.some((role) => allows(staff?.get(role), right));
}

/** What is given is a right of the table or none: a word from a store that nobody knows gives nothing. */
const allows = (given: Right | undefined, wanted: Right): boolean =>
  given === 'write' || (given === 'read' && wanted === 'read');

const isKeepers = (keepers: string | readonly string[] | Keepers): keepers is Keepers =>
  typeof keepers === 'object' && 'owners' in keepers;

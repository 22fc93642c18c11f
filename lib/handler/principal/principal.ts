import type { SchemeName } from '../../contract/index.ts';
import type { IssuedBy } from '../access-token/is-issuer-taken.ts';
import { standardProblem } from '../problem.ts';
import { type Right, Sealed } from './sealed.ts';

/** How sure the issuer of a token was of who the caller is. */
export interface ProvenAssurance {
  /** Authentication context class: `urn:cognito:loa:3`. */
  readonly acr: string | undefined;
  /** When the caller last authenticated actively, in seconds since 1970. */
  readonly authTimeSeconds: number | undefined;
  /** How the token is bound to its sender. */
  readonly boundTo: 'certificate' | 'dpop' | undefined;
  /** Whose token it was; undefined where nobody attests it. */
  readonly issuedBy: IssuedBy | undefined;
  /** Whether it was asked if the caller has signed out since. */
  readonly isFresh: boolean;
  /** Whether the very certificate of the caller is registered. @default false */
  readonly isPinned?: boolean;
}

/** What an authorizer vouches for. */
export interface PrincipalFacts {
  readonly scheme: SchemeName;
  readonly way: string;
  readonly subject: string;
  readonly client: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly assurance: ProvenAssurance;
}

/** Who calls, after authentication. */
export class Principal {
  /** How the caller proved it; of several schemes at once, the one that names the caller. */
  readonly scheme: SchemeName;
  /** The way in as the contract spells it: `apiKey`, `apiKey+clientCertificate`. */
  readonly way: string;
  /** `sub` of the access token, or the public id of the key. */
  readonly subject: string;
  /** Whom the credentials belong to: the OAuth client of a token, or the holder of a key. */
  readonly client: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** Of a token; other credentials prove nothing more than themselves. */
  readonly assurance: ProvenAssurance;

  constructor(facts: PrincipalFacts) {
    this.scheme = facts.scheme;
    this.way = facts.way;
    this.subject = facts.subject;
    this.client = facts.client;
    this.roles = facts.roles;
    this.scopes = facts.scopes;
    this.assurance = facts.assurance;
  }

  /**
   * The value, if it belongs to the caller, or if the caller has been given this right to it.
   *
   * @param right `read` opens it for those, too, who may only see it. @default 'write'
   * @throws Problem `not-found` for a value of somebody else, exactly as for one that does not exist.
   */
  open<Value>(sealed: Sealed<Value> | undefined, right: Right = 'write'): Value {
    const opened = sealed === undefined ? undefined : Sealed.openFor(this, sealed, right);
    if (opened === undefined) throw standardProblem('not-found');
    return opened.value;
  }
}

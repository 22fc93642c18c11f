import { standardProblem } from '../problem.ts';
import { type Right, Sealed } from './sealed.ts';

/** Who calls, after authentication. */
export class Principal {
  /** How the caller proved it. */
  readonly scheme: 'bearer' | 'apiKey';
  /** `sub` of the access token, or the public id of the API key. */
  readonly subject: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];

  constructor(facts: Pick<Principal, 'scheme' | 'subject' | 'roles' | 'scopes'>) {
    this.scheme = facts.scheme;
    this.subject = facts.subject;
    this.roles = facts.roles;
    this.scopes = facts.scopes;
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

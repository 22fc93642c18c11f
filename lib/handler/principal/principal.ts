import { standardProblem } from '../problem.ts';
import { Sealed } from './sealed.ts';

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
   * The value, if it belongs to the caller.
   *
   * @throws Problem `not-found` for a value of somebody else, exactly as for one that does not exist.
   */
  open<Value>(sealed: Sealed<Value> | undefined): Value {
    const opened = sealed === undefined ? undefined : Sealed.openFor(this.subject, sealed);
    if (opened === undefined) throw standardProblem('not-found');
    return opened.value;
  }
}

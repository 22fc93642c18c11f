import { headers } from '../../contract/index.ts';
import { type Credentials, parseCredentials } from '../http-auth/credentials.ts';
import type { AuthorizerEvent } from './authorizer-event.ts';
import type { Demands } from './demands.ts';

/** Headers by which somebody authenticates: none of them may come twice. */
const credentialHeaders = ['authorization', headers.apiKey, headers.dpop, 'signature', 'signature-input'];

/** A request as a scheme sees it: what it presents, and what its endpoint demands. */
export class PresentedRequest {
  readonly event: AuthorizerEvent;
  readonly demands: Demands;
  /** The one `Authorization` header; undefined when there is none, or it is malformed. */
  readonly authorization: Credentials | undefined;
  readonly #headers: ReadonlyMap<string, readonly string[]>;

  constructor(event: AuthorizerEvent, demands: Demands = {}) {
    this.event = event;
    this.demands = demands;
    const byName = new Map<string, readonly string[]>();
    for (const [written, values = []] of Object.entries(event.multiValueHeaders ?? {})) {
      const name = written.toLowerCase();
      byName.set(name, [...(byName.get(name) ?? []), ...values]);
    }
    this.#headers = byName;
    const authorization = this.header('authorization');
    this.authorization = authorization === undefined ? undefined : parseCredentials(authorization);
  }

  /** The value of a header that came once; undefined for none, and for several: two readers could take different ones. */
  header(name: string): string | undefined {
    const values = this.headers(name);
    return values.length === 1 ? values[0] : undefined;
  }

  /** Every value of a header, by its lower-case name. */
  headers(name: string): readonly string[] {
    return this.#headers.get(name) ?? [];
  }

  /** Names of all headers, in lower case. */
  get headerNames(): readonly string[] {
    return [...this.#headers.keys()];
  }

  /** Whether there is an `Authorization` header that cannot be read: bad credentials, of nobody knows which scheme. */
  get isMalformed(): boolean {
    return this.authorization === undefined && this.headers('authorization').length > 0;
  }

  /** Whether a header by which somebody authenticates came twice. */
  get isAmbiguous(): boolean {
    return credentialHeaders.some((name) => this.headers(name).length > 1);
  }
}

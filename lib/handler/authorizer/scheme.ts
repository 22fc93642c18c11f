import type { PresentedRequest } from './presented-request.ts';

/** Somebody who has authenticated. */
export interface Caller {
  /** The way in that was taken, as `waysIn` names it: `apiKey`, `apiKey+clientCertificate`. */
  readonly way: string;
  /** Who acts: the `sub` of a token, the public id of a key. */
  readonly subject: string;
  /** Whom the credential belongs to; all credentials of one request belong to one client. */
  readonly client: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Value of the gateway's own API key, by which it meters the caller. @default not metered */
  readonly usageIdentifierKey?: string;
  /** What else the handler is told, by names of `authorizerContext`. @default nothing */
  readonly context?: Readonly<Record<string, string>>;
}

/** Credentials that are missing or no good. */
export interface Refused {
  /** For the log: constant words, nothing that the caller sent. */
  readonly because: string;
  /** What the caller is told instead of the scheme's usual challenges: `stale=true`, a step-up. */
  readonly challenges?: readonly string[];
  /** What else the gateway's answer shows, by names of `authorizerContext`: a nonce. @default nothing */
  readonly context?: Readonly<Record<string, string>>;
}

/** One way to authenticate, or several made into one by `anyOf` and `allOf`. */
export interface Scheme {
  /** As `waysIn` names it. */
  readonly name: string;
  /** Where its credentials stand: a certificate is there whatever the request says. @default 'request' */
  readonly carrier?: 'request' | 'connection';
  /** Whether the request carries credentials of this scheme, good or bad. */
  isPresented(request: PresentedRequest): boolean;
  /** Values of `WWW-Authenticate` (RFC 9110 §11.6.1), each one challenge. */
  challenges(request: PresentedRequest): Promise<readonly string[]>;
  /** @throws Error when a store or the vault is down: that is nobody's lack of credentials */
  authenticate(request: PresentedRequest): Promise<Caller | Refused>;
}

export const isRefused = (outcome: Caller | Refused): outcome is Refused => 'because' in outcome;

/** A request as AWS WAF sees it: before authorizers, undecoded. */
export interface InspectedRequest {
  readonly method: string;
  /** As received: not decoded, not normalised. */
  readonly uriPath: string;
  /** As received, without `?`. */
  readonly queryString: string;
  /** In order of arrival, names as received. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** IPv4 or IPv6 address of the client. */
  readonly clientIp: string;
  readonly requestId: string;
}

export type Verdict =
  | {
      readonly action: 'allow';
      readonly insertHeaders: readonly (readonly [string, string])[];
      readonly seen: Findings;
    }
  | {
      readonly action: 'block';
      /** The rule's own custom response, or undefined for the gateway's `WAF_FILTERED` response. */
      readonly customResponse:
        | {
            readonly status: number;
            readonly headers: readonly (readonly [string, string])[];
            readonly body: { readonly contentType: string; readonly content: string } | undefined;
          }
        | undefined;
      readonly seen: Findings;
    };

/** What was noticed on the way, for the log. */
export interface Findings {
  /** The rule that ended it, `group#rule` inside a rule group, or `Default_Action`. */
  readonly terminatingRule: string;
  readonly labels: readonly string[];
  /** Rules that matched without ending it. */
  readonly countedRules: readonly string[];
}

export interface WebAcl {
  readonly arn: string;
  evaluate(request: InspectedRequest): Verdict;
}

export interface FirewallService {
  /** The web ACL that is associated with the resource, or undefined. */
  webAclFor(resourceArn: string): WebAcl | undefined;
  /** Lines for the start-up banner: which managed rules are exact, approximated, not enforced. */
  describe(): readonly { readonly rule: string; readonly enforcement: 'exact' | 'approximated' | 'not-enforced' }[];
}

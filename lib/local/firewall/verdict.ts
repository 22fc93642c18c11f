/** What the gateway does next. */
export type Verdict =
  | {
      readonly action: 'allow';
      readonly insertHeaders: readonly (readonly [string, string])[];
      readonly seen: Findings;
    }
  | {
      readonly action: 'block';
      /** The rule's own custom response, or undefined for the gateway's `WAF_FILTERED` response. */
      readonly customResponse: CustomAnswer | undefined;
      readonly seen: Findings;
    };

export interface CustomAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: { readonly contentType: string; readonly content: string } | undefined;
}

/** What was noticed on the way, for the log. */
export interface Findings {
  /** The rule that ended it, `group#rule` inside a rule group, or `Default_Action`. */
  readonly terminatingRule: string;
  readonly labels: readonly string[];
  /** Rules that matched without ending it. */
  readonly countedRules: readonly string[];
}

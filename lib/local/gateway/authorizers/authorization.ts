import type { JsonObject } from '../../json.ts';

/** What an authorizer found out about the caller. */
export interface Authorization {
  readonly principalId: string | undefined;
  /** What the handler sees as `requestContext.authorizer`. */
  readonly event: JsonObject;
  /** `$context.authorizer.<name>`: `claims.sub`, or a key of the Lambda authorizer's context. */
  readonly variables: ReadonlyMap<string, string>;
  /** The value of the API key that meters the caller, where the API takes it from the authorizer. */
  readonly usageIdentifierKey: string | undefined;
}

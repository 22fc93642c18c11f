import type { KeyObject } from 'node:crypto';
import { authorizerContext, headers } from '../../contract/index.ts';
import { type ApiKey, parseApiKey } from './api-key.ts';
import { type ApiKeyRecord, isAllowedFrom, isUsable } from './api-key-record.ts';
import { matchesHash } from './hash-api-key.ts';
import { type NoteUse, noteUse } from './note-use.ts';

/** What is read of the event of a REQUEST authorizer (API Gateway developer guide, "Input to a Lambda authorizer"). */
export interface AuthorizerEvent {
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` */
  readonly methodArn: string;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly requestContext: { readonly identity: { readonly sourceIp: string } };
}

/** What a Lambda authorizer answers ("Output from an API Gateway Lambda authorizer"). */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow'; readonly Resource: readonly string[] },
    ];
  };
  readonly context: Readonly<Record<string, string>>;
  /** Value of the gateway's own API key, by which it meters. */
  readonly usageIdentifierKey: string;
}

export interface ApiKeyAuthorizerOptions {
  /** What is kept of the key with this public id. */
  readonly load: (keyId: string) => Promise<ApiKeyRecord | undefined>;
  readonly pepper: () => Promise<KeyObject>;
  readonly meteringKey: () => Promise<string>;
  /** Writes down that a good key was used, now and then. @default nobody writes it down */
  readonly note?: NoteUse;
  /** @default the system's clock */
  readonly nowSeconds?: () => number;
}

/**
 * Authenticates callers by an API key in the `X-API-Key` header. The answer allows every path of the stage with
 * the methods of the key; each handler asks for its own scopes and permission again.
 *
 * @throws Error `Unauthorized`, the word that API Gateway turns into a 401, for every key that is not good, whatever is
 * wrong with it. Another error, of the table or the vault, becomes a 500.
 */
export const apiKeyAuthorizer =
  ({ load, pepper, meteringKey, note, nowSeconds = () => Date.now() / 1_000 }: ApiKeyAuthorizerOptions) =>
  async (event: AuthorizerEvent): Promise<AuthorizerResult> => {
    const apiKey = presentedKey(event);
    const record = apiKey && (await load(apiKey.keyId));
    if (apiKey === undefined || record === undefined) throw unauthorized();
    if (!matchesHash(apiKey, record.hash, await pepper())) throw unauthorized();
    if (!isUsable(record, nowSeconds())) throw unauthorized();
    if (!isAllowedFrom(record, event.requestContext.identity.sourceIp)) throw unauthorized();
    // Beside each other: a note costs the caller no time of its own where the metering key is loaded anyway.
    const [metering] = await Promise.all([
      meteringKey(),
      note &&
        noteUse(note, { keyId: apiKey.keyId, lastUsedAtSeconds: record.lastUsedAtSeconds, nowSeconds: nowSeconds() }),
    ]);
    return allow(event.methodArn, apiKey, record, metering);
  };

const unauthorized = () => new Error('Unauthorized');

/** The one key of the request; two are refused, whichever of them is good. */
function presentedKey({ multiValueHeaders }: AuthorizerEvent): ApiKey | undefined {
  const values = Object.entries(multiValueHeaders ?? {}).flatMap(([name, sent]) =>
    name.toLowerCase() === headers.apiKey ? (sent ?? []) : [],
  );
  const [value] = values;
  return values.length === 1 && value !== undefined ? parseApiKey(value) : undefined;
}

const allow = (methodArn: string, { keyId }: ApiKey, record: ApiKeyRecord, meteringKey: string): AuthorizerResult => ({
  principalId: keyId,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: pathsOf(methodArn, record) }],
  },
  context: {
    [authorizerContext.scheme]: 'apiKey',
    [authorizerContext.subject]: keyId,
    [authorizerContext.scopes]: record.scopes.join(' '),
    [authorizerContext.roles]: record.roles.join(','),
  },
  usageIdentifierKey: meteringKey,
});

/** `…:<api>/<stage>/GET/rates` to every path of the stage, with the methods that the key may be used with. */
function pathsOf(methodArn: string, { allowedMethods }: ApiKeyRecord): readonly string[] {
  const [api, stage] = methodArn.split('/');
  if (api === undefined || stage === undefined) throw new Error('the event names no stage');
  const methods = allowedMethods.length > 0 ? allowedMethods : ['*'];
  return methods.map((method) => `${api}/${stage}/${method}/*`);
}

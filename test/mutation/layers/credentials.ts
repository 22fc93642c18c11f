import type { Layer, Mutation } from '../mutation.ts';

const inHandler = (control: string, file: string, find: string, replace: string, seenBy: string): Mutation => ({
  control,
  how: { kind: 'source', file: `lib/handler/${file}`, find, replace },
  seenBy: [seenBy],
});

const redaction = 'test/handler/redaction/redact.test.ts';
const verifier = 'test/handler/token/create-token-verifier.test.ts';
const fetching = 'test/handler/token/fetch-key-set.test.ts';
const authorizer = 'test/handler/api-key/api-key-scheme.test.ts';
const apiKey = 'test/handler/api-key/api-key.test.ts';

/** A pattern that matches nothing redacts nothing. */
const withoutPattern = (what: string, pattern: string): Mutation =>
  inHandler(
    `no log line holds ${what}`,
    'redaction/redact-text.ts',
    `pattern: ${pattern}`,
    'pattern: /(?!)/g',
    redaction,
  );

const inClaims = (control: string, find: string, replace: string): Mutation =>
  inHandler(control, 'token/check-claims.ts', find, replace, verifier);

const inParser = (control: string, line: string): Mutation =>
  inHandler(control, 'token/parse-token.ts', line, '', verifier);

/** What must not be written, and who is who: redaction, tokens, API keys. */
export const credentials: Layer = {
  name: 'credentials',
  mutations: [
    inHandler(
      'a value under a telling key is not written',
      'redaction/redact.ts',
      '  if (value !== undefined && isSecretKey(key) &&',
      '  if (value === undefined && isSecretKey(key) &&',
      redaction,
    ),
    inHandler(
      'texts are searched for secrets',
      'redaction/redact.ts',
      'return redactText(value);',
      'return value;',
      redaction,
    ),
    withoutPattern(
      'a private key',
      '/-----BEGIN'.concat(' [A-Z ]*PRIVATE KEY-----(?:(?!-----END)[\\s\\S])*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g'),
    ),
    withoutPattern('a token', '/eyJ[\\w-]{6,}(?:\\.[\\w-]*){1,4}/g'),
    withoutPattern('an API key', '/pcl_(?:live|test)_\\w+/g'),
    withoutPattern('an AWS access key', '/\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b/g'),
    withoutPattern('a bearer credential', '/\\b(Bearer|DPoP|Basic) +[^\\s,;"\']+/gi'),
    withoutPattern('a signed credential', '/\\b(Digest|AWS4-HMAC-SHA256) +\\w+=.*/gi'),
    withoutPattern('a password in a URL', '/(:\\/\\/)[^\\s/@]+@/g'),
    withoutPattern(
      'a value after a telling name',
      "new RegExp(String.raw`\\b(${names})(\\\\*[\"']?\\s*[:=]\\s*)${value}`, 'gi')",
    ),
    inHandler(
      'no log line holds a card number',
      'redaction/card-numbers.ts',
      "holdsCardNumber(run.replaceAll(/\\D/g, '')) ? marker : run",
      "holdsCardNumber(run.replaceAll(/\\D/g, '')) ? run : run",
      redaction,
    ),
    inHandler(
      'no log line holds bytes',
      'redaction/redact.ts',
      "  if (isBytes(value)) return '[bytes]';\n",
      '  if (isBytes(value) && value === null) return null;\n',
      redaction,
    ),
    inHandler(
      'a secret that is a key is not written',
      'redaction/redact.ts',
      '[redactText(key), member]',
      '[key, member]',
      redaction,
    ),

    inHandler(
      'a token is signed by its issuer',
      'token/create-token-verifier.ts',
      "  if (!verify(parsed.signed, key, parsed.signature)) throw new TokenRefused('signature');\n",
      '  if (!verify(parsed.signed, key, parsed.signature)) parsed.signature.fill(0);\n',
      verifier,
    ),
    inHandler(
      'an issuer is one that is trusted',
      'token/create-token-verifier.ts',
      "const trust = trusted.get(parsed.claims['iss'] as string);",
      "const trust = trusted.get(parsed.claims['iss'] as string) ?? trusted.values().next().value;",
      verifier,
    ),
    inHandler(
      'an issuer signs with the algorithms that were named for it',
      'token/create-token-verifier.ts',
      "      if (!trust.algorithms.has(algorithm)) throw new TokenRefused('algorithm');\n",
      '',
      verifier,
    ),
    inParser(
      'a critical header is not ignored',
      "  if (crit !== undefined) throw new TokenRefused('critical-header');\n",
    ),
    inParser(
      'a token says that it is one',
      "  if (!types.has(typ as string | undefined)) throw new TokenRefused('type');\n",
    ),
    inHandler(
      'an endless token is not even decoded',
      'token/compact-jws.ts',
      "  if (!(token.length <= longestToken)) throw new TokenRefused('malformed');\n",
      '',
      verifier,
    ),
    inHandler(
      'a signature has one spelling',
      'token/compact-jws.ts',
      "  if (bytes.toString('base64url') !== encoded) throw new TokenRefused('malformed');\n",
      '',
      verifier,
    ),
    inClaims(
      'a token ends',
      "typeof exp === 'number' && nowSeconds < exp",
      "typeof exp === 'number' || exp === undefined",
    ),
    inClaims(
      'a token has an end',
      "typeof exp === 'number' && nowSeconds < exp",
      "typeof exp !== 'number' || nowSeconds < exp",
    ),
    inClaims('a token has begun', '!isPast(iat, nowSeconds) || !isPast(nbf, nowSeconds)', 'false'),
    inClaims('an ID token is not an access token', 'use !== tokenUse', 'false'),
    inClaims(
      'a token was made for a client of ours',
      'clientIds?.has(claims[names.clientId] as string) === false',
      'false',
    ),
    inClaims(
      'a token was made for this API',
      "audiences?.some((each) => listOf(claims['aud']).includes(each)) === false",
      'false',
    ),
    inClaims('a token names its subject', '!isName(subject)', 'false'),
    inClaims('a token has one of the scopes', '!scopes.some((each) => granted.includes(each))', 'false'),
    inHandler(
      'a key is long enough',
      'token/key-set.ts',
      'isStrong(key) ? [[nameOf(algorithm, kid), key]] : []',
      '[[nameOf(algorithm, kid), key]]',
      verifier,
    ),
    inHandler(
      'a key for encryption signs nothing',
      'token/key-set.ts',
      "const isForVerifying = use === 'sig' && ",
      'const isForVerifying = use !== undefined && ',
      verifier,
    ),
    inHandler(
      'a key serves the algorithm that it names',
      'token/key-set.ts',
      '!isForVerifying || alg !== algorithm ||',
      '!isForVerifying ||',
      verifier,
    ),
    inHandler(
      'a withdrawn key ends within the hour',
      'token/key-set.ts',
      'this.#options.now() - this.#loadedAt < longestAgeMillis',
      'true',
      verifier,
    ),
    inHandler(
      'strangers do not make us ask the issuer',
      'token/key-set.ts',
      'this.#options.now() - this.#askedAt < pauseMillis',
      'this.#options.now() < this.#askedAt',
      verifier,
    ),
    inHandler(
      'keys come over HTTPS',
      'token/fetch-key-set.ts',
      "  if (url.protocol !== 'https:') throw new Error('keys are loaded over HTTPS only');\n",
      '',
      fetching,
    ),
    inHandler(
      'a redirect is not followed, and another status is no key set',
      'token/fetch-key-set.ts',
      '        if (response.statusCode !== 200) return fail(`status ${response.statusCode}`);\n',
      '',
      fetching,
    ),
    inHandler(
      'an endless key set is not read',
      'token/fetch-key-set.ts',
      "        if (text.length > longestAnswer) call.destroy(new Error('the answer is too long'));\n",
      '',
      fetching,
    ),

    inHandler(
      'an API key is the one that was issued',
      'api-key/check-api-key.ts',
      "  if (!isRight) return { because: 'a key that is not the one of its id' };\n",
      '',
      authorizer,
    ),
    inHandler(
      'a revoked or expired API key opens nothing',
      'http-auth/credential-terms.ts',
      "  if (!isUsable(terms, nowSeconds)) return 'a credential that has ended';\n",
      '',
      authorizer,
    ),
    inHandler(
      'an API key is used from where it may be used',
      'http-auth/credential-terms.ts',
      "  if (!isAllowedFrom(terms, requestContext.identity.sourceIp)) return 'a credential from another address';\n",
      '',
      authorizer,
    ),
    inHandler(
      'a block that cannot be read holds no address',
      'api-key/api-key-record.ts',
      '  if (allowedCidrs.length === 0) return true;\n',
      "  if (allowedCidrs.every((cidr) => !cidr.includes('/'))) return true;\n",
      authorizer,
    ),
    inHandler(
      'an API key is used for what it may be used',
      'http-auth/credential-terms.ts',
      'allowedMethods.length === 0 || allowedMethods.includes(httpMethod)',
      "allowedMethods.length === 0 || httpMethod !== ''",
      authorizer,
    ),
    inHandler(
      'an API key that was revoked is refused',
      'api-key/api-key-record.ts',
      "status === 'active' && nowSeconds < expiresAtSeconds",
      'status !== undefined && nowSeconds < expiresAtSeconds',
      authorizer,
    ),
    inHandler(
      'an API key ends',
      'api-key/api-key-record.ts',
      "status === 'active' && nowSeconds < expiresAtSeconds",
      "status === 'active' && nowSeconds > 0 && expiresAtSeconds !== undefined",
      authorizer,
    ),
    inHandler(
      'an API key without an end has ended',
      'api-key/api-key-record.ts',
      'nowSeconds < expiresAtSeconds',
      '!(nowSeconds >= expiresAtSeconds)',
      authorizer,
    ),
    inHandler(
      'two API keys are none',
      'authorizer/create-authorizer.ts',
      "  if (request.isAmbiguous) return { because: 'a credential header came twice' };\n",
      '',
      'test/handler/authorizer/create-authorizer.test.ts',
    ),
    inHandler(
      'every refusal of an API key is the same words',
      'api-key/check-api-key.ts',
      'return { because };',
      'return { because, challenges: [\'ApiKey error="ended"\'] };',
      authorizer,
    ),
    inHandler(
      'a mistyped API key is looked up nowhere',
      'api-key/api-key.ts',
      'checksum(text.slice(0, -6)) === sum ? { kind, keyId, key: text } : undefined',
      "sum === '' ? undefined : { kind, keyId, key: text }",
      apiKey,
    ),
    inHandler(
      'the table of API keys confirms no guess without the pepper',
      'api-key/hash-api-key.ts',
      "createHmac('sha256', pepper)",
      "createHmac('sha256', 'salt')",
      apiKey,
    ),
    inHandler(
      'nobody guesses the pepper',
      'api-key/hash-api-key.ts',
      "  if (!(secret.length >= 32)) throw new Error('a pepper has at least 32 characters');\n",
      '',
      apiKey,
    ),
    inHandler('an API key is random', 'api-key/api-key.ts', 'base62[randomInt(base62.length)]', 'base62[7]', apiKey),
    inHandler(
      'a rotated secret is noticed',
      'cached.ts',
      'kept !== undefined && nowMillis() < kept.until',
      'kept !== undefined',
      'test/handler/cached.test.ts',
    ),
    inHandler(
      'a failed load is not remembered',
      'cached.ts',
      '      if (kept === fresh) kept = undefined;\n',
      '      if (kept === undefined) kept = fresh;\n',
      'test/handler/cached.test.ts',
    ),
  ],
};

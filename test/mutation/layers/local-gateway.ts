import type { Layer, Mutation } from '../mutation.ts';

const inGateway = (control: string, file: string, find: string, replace: string, test: string): Mutation => ({
  control,
  how: { kind: 'source', file: `lib/local/gateway/${file}`, find, replace },
  seenBy: [`test/local/gateway/${test}.test.ts`],
});

const withoutStep = (control: string, step: string, test: string): Mutation =>
  inGateway(control, 'pipeline.ts', `  ${step},\n`, '', test);

const inToken = (control: string, find: string, replace: string): Mutation =>
  inGateway(control, 'authorizers/verify-user-pool-token.ts', find, replace, 'cognito-authorizer');
const inCognito = (control: string, find: string, replace: string): Mutation =>
  inGateway(control, 'authorizers/authorize-by-cognito.ts', find, replace, 'cognito-authorizer');
const inLambda = (control: string, file: string, find: string, replace: string): Mutation =>
  inGateway(control, `authorizers/${file}`, find, replace, 'lambda-authorizer');

export const localGateway: Layer = {
  name: 'local gateway',
  mutations: [
    withoutStep('a request is no longer than AWS takes', 'checkSize', 'pipeline'),
    withoutStep('the firewall is asked', 'checkFirewall', 'firewall'),
    withoutStep('the authorizer of the method is asked', 'checkAuthorizer', 'cognito-authorizer'),
    withoutStep('a method that wants an API key gets one', 'checkApiKey', 'usage-plan'),
    withoutStep('the holder of an API key is metered', 'checkUsagePlan', 'usage-plan'),
    withoutStep('a method is throttled', 'checkThrottle', 'throttle'),
    withoutStep('required parameters are there', 'checkParameters', 'aws-recorded'),
    withoutStep('a body fits its model', 'checkBody', 'aws-recorded'),
    inGateway(
      'the firewall comes before the route',
      'pipeline.ts',
      '  checkFirewall,\n  attachRoute,\n',
      '  attachRoute,\n  checkFirewall,\n',
      'firewall',
    ),
    inGateway(
      'a head has 10,240 bytes at most',
      'steps/check-size.ts',
      ' || !(headBytes <= headLimitBytes)',
      '',
      'pipeline',
    ),
    inGateway('a payload has 10 MB at most', 'steps/check-size.ts', 'request.body === undefined || ', '', 'http'),
    inGateway(
      'an unknown route is refused as if a token were missing',
      'steps/attach-route.ts',
      "new Refusal('MISSING_AUTHENTICATION_TOKEN')",
      "new Refusal('RESOURCE_NOT_FOUND')",
      'pipeline',
    ),
    inGateway(
      'an escaped spelling is another path',
      'router.ts',
      '    if (name === undefined) {\n      if (part !== segment) return undefined;',
      '    if (name === undefined) {\n      if (part !== decodeURIComponent(segment)) return undefined;',
      'router',
    ),
    inGateway(
      'an empty segment is no parameter',
      'router.ts',
      "      if (segment === '') return undefined;\n",
      '',
      'router',
    ),
    inGateway(
      'ANY is the seven methods and no other',
      'router.ts',
      "anyMethods.has(httpMethod) ? resource.methods.get('ANY') : undefined",
      "resource.methods.get('ANY')",
      'router',
    ),

    inToken('RS256 is the only algorithm', "      algorithms: ['RS256'],\n", ''),
    inToken('a token has an end', "      requiredClaims: ['exp', 'iat', 'token_use', 'sub'],\n", ''),
    inToken(
      'a token that has ended is refused',
      '      currentDate: new Date(nowMillis),\n',
      '      currentDate: new Date(0),\n',
    ),
    inToken(
      'a token has begun',
      "    if (!(Number(payload.iat) * 1_000 <= nowMillis)) throw new Refusal('UNAUTHORIZED');\n",
      '',
    ),
    inToken(
      'a token is signed',
      'await jose.jwtVerify(token, keySets.of(pool), {',
      'await (async (..._: unknown[]) => ({ payload: jose.decodeJwt(token) }))(token, keySets.of(pool), {',
    ),
    inToken(
      'a token of another pool is refused',
      'pools.find(({ issuer }) => issuer === claimedIssuer(token))',
      'pools.find(({ issuer }) => issuer === claimedIssuer(token)) ?? pools[0]',
    ),
    inCognito(
      'an ID token is no access token',
      "claims['token_use'] !== (scopes.length > 0 ? 'access' : 'id')",
      'false',
    ),
    inCognito(
      'a token is for the audience',
      'authorizer.audience && !audiencesOf(claims).some(authorizer.audience)',
      'false',
    ),
    inCognito(
      'a token has one of the scopes',
      'scopes.length > 0 && !scopesOf(claims).some((scope) => scopes.includes(scope))',
      'false',
    ),
    inCognito(
      'no token, no entry',
      "  if (credentials === undefined) throw new Refusal('UNAUTHORIZED');\n",
      '  if (credentials === undefined) return;\n',
    ),
    inGateway(
      'a withdrawn key ends',
      'authorizers/key-sets.ts',
      'known?.published === published',
      'known !== undefined',
      'cognito-authorizer',
    ),
    inLambda(
      'an identity that is sent twice is none',
      'identity.ts',
      "values.length === 1 && values[0] !== ''",
      "values[0] !== ''",
    ),
    inLambda(
      'an authorizer is asked only when all identity sources are there',
      'authorize-by-lambda.ts',
      "  if (!identity.every((value) => value !== undefined)) throw new Refusal('UNAUTHORIZED');\n",
      "  if (identity.length < 0 || !isComplete(identity)) throw new Refusal('UNAUTHORIZED');\n",
    ),
    inLambda(
      'a remembered policy is evaluated for every route',
      'authorize-by-lambda.ts',
      'denials[evaluatePolicy(result.policyDocument, arn)]',
      "denials[startedAtMillis < 0 ? evaluatePolicy(result.policyDocument, arn) : 'allow']",
    ),
    inLambda(
      'the gateway invokes an authorizer that it may invoke',
      'authorize-by-lambda.ts',
      "    throw new Refusal('AUTHORIZER_CONFIGURATION_ERROR');\n  }\n  const result",
      '  }\n  const result',
    ),
    inLambda(
      'a failing authorizer lets nobody in',
      'authorize-by-lambda.ts',
      "  throw new Refusal('AUTHORIZER_FAILURE');",
      "  return parseAuthorizerResult({ principalId: 'anyone', policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } });",
    ),
    inLambda(
      'a remembered answer ends',
      'authorizer-cache.ts',
      'entry !== undefined && now() < entry.expiresAtMillis',
      'entry !== undefined',
    ),
    inLambda(
      'an answer is remembered for this identity only',
      'authorizer-cache.ts',
      'JSON.stringify([authorizerId, ...identity])',
      'JSON.stringify([authorizerId, identity.length])',
    ),
    inLambda(
      'an answer that is no policy is an error',
      'authorizer-result.ts',
      "  if (!parsed.success) throw new Refusal('AUTHORIZER_CONFIGURATION_ERROR');",
      "  if (!parsed.success) return { principalId: 'anyone', policyDocument: { Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }] } };",
    ),
    inLambda(
      'a token that is not well-formed asks nobody',
      'authorize-by-lambda.ts',
      "  if (authorizer.isWellFormed && !identity.every(authorizer.isWellFormed)) throw new Refusal('UNAUTHORIZED');\n",
      '',
    ),
    inGateway(
      'a Deny outweighs every Allow',
      'authorizers/policy.ts',
      "matching.some(({ Effect }) => Effect === 'Deny')",
      "matching.every(({ Effect }) => Effect === 'Deny')",
      'policy',
    ),
    inGateway(
      'silence refuses',
      'authorizers/policy.ts',
      "matching.length > 0 ? 'allow' : 'implicit-deny'",
      "matching.length >= 0 ? 'allow' : 'implicit-deny'",
      'policy',
    ),
    inGateway(
      'a policy is evaluated whole or refused',
      'authorizers/policy.ts',
      'const statement = z.strictObject({',
      'const statement = z.looseObject({',
      'lambda-authorizer',
    ),

    inGateway(
      'a disabled API key is refused',
      'steps/check-api-key.ts',
      '!key?.enabled || plan === undefined',
      'key === undefined || plan === undefined',
      'usage-plan',
    ),
    inGateway(
      'an API key without a plan is refused',
      'steps/check-api-key.ts',
      '!key?.enabled || plan === undefined',
      '!key?.enabled',
      'usage-plan',
    ),
    inGateway(
      'two API keys are none',
      'steps/check-api-key.ts',
      'return values.length === 1 ? values[0] : undefined;',
      'return values[0];',
      'usage-plan',
    ),
    inGateway(
      'an API key comes from where the API says',
      'steps/check-api-key.ts',
      "  if (api.apiKeySource === 'AUTHORIZER') return authorization?.usageIdentifierKey;\n",
      "  if (api.apiKeySource === 'AUTHORIZER' && authorization === null) return undefined;\n",
      'usage-plan',
    ),
    inGateway(
      'a plan throttles',
      'steps/check-usage-plan.ts',
      "  if (!allowed) throw new Refusal('THROTTLED');\n",
      '  if (allowed === null) return;\n',
      'usage-plan',
    ),
    inGateway(
      'a quota ends',
      'steps/check-usage-plan.ts',
      "  if (!counted) throw new Refusal('QUOTA_EXCEEDED');\n",
      '  if (counted === null) return;\n',
      'usage-plan',
    ),
    inGateway(
      'a quota survives a restart',
      'create-gateway.ts',
      "openQuotaStore(join(environment.stateFolder, 'gateway-usage.sqlite'))",
      'openQuotaStore(join(environment.stateFolder, `gateway-usage-${Math.random()}.sqlite`))',
      'usage-plan',
    ),
    inGateway('a token bucket empties', 'limits/token-bucket.ts', '    this.#tokens -= 1;\n', '', 'throttle'),
    inGateway(
      'a clock that goes back refills nothing',
      'limits/token-bucket.ts',
      'Math.max(0, nowMillis - this.#filledAtMillis)',
      'Math.abs(nowMillis - this.#filledAtMillis)',
      'throttle',
    ),
    inGateway(
      'every holder has a bucket of its own',
      'steps/check-usage-plan.ts',
      "buckets.take(['plan', plan.id, apiKey.id], plan.throttle)",
      "buckets.take(['plan', plan.id, String(nanoseconds())], plan.throttle)",
      'usage-plan',
    ),

    inGateway(
      'no caller gets out of the quotation marks of a response',
      'messages/template.ts',
      'JSON.stringify(value).slice(1, -1)',
      'value',
      'template',
    ),
    inGateway(
      'no caller forges a line of the access log',
      'messages/access-log.ts',
      'encode: escapeForJson }',
      'encode: (value) => value }',
      'access-log',
    ),
    inGateway(
      'the access log takes no credential',
      'messages/access-log.ts',
      '  if (leak !== undefined) throw',
      '  if (leak === null) throw',
      'access-log',
    ),
    inGateway(
      'the address of a client is that of its connection',
      'messages/request-headers.ts',
      'const isOfTheClient = (name: string) => !dropped.has(name) && !ownHeaders.has(name) &&',
      'const isOfTheClient = (name: string) => !dropped.has(name) &&',
      'firewall',
    ),
    inGateway(
      'a handler sends no challenge in the name of the gateway',
      'messages/remap-headers.ts',
      "    'WWW-Authenticate',\n",
      '',
      'proxy-response',
    ),
    inGateway(
      'what a function returns is a response or a 502',
      'messages/proxy-response.ts',
      '  if (!parsed.success) throw malformedResponse();',
      '  if (!parsed.success) return { status: 200, headers: [], body: Buffer.from(JSON.stringify(payload)) };',
      'proxy-response',
    ),
    inGateway(
      'a header that a function returns ends nowhere',
      'messages/proxy-response.ts',
      '    validateHeaderValue(name, value);\n',
      '',
      'proxy-response',
    ),
    inGateway(
      'a defect of the gateway says nothing',
      'pipeline.ts',
      "error instanceof Refusal ? error : new Refusal('DEFAULT_5XX')",
      "error instanceof Refusal ? error : new Refusal('DEFAULT_5XX', { message: String(error) })",
      'pipeline',
    ),
    inGateway(
      'the gateway invokes a function that it may invoke',
      'steps/call-integration.ts',
      "    throw new Refusal('API_CONFIGURATION_ERROR');\n  }\n  const startedAtMillis",
      '  }\n  const startedAtMillis',
      'pipeline',
    ),
    inGateway(
      'a function that takes too long is given up',
      'steps/call-integration.ts',
      "reject(new Refusal('INTEGRATION_TIMEOUT'))",
      "reject(new Refusal('DEFAULT_5XX'))",
      'proxy-response',
    ),
    inGateway(
      'a method has the authorizer that it asks for',
      'declarations.ts',
      "      if (kind !== authorizerKind) refuse(`${what} wants '${authorizerKind}' authorization and names '${kind}'`);\n",
      '',
      'declarations',
    ),
    inGateway(
      'scopes without a user pool are refused',
      'declarations.ts',
      "      if (method.scopes.length > 0 && kind !== 'cognito') refuse(`${what} has scopes, but no user pool to check them`);\n",
      '',
      'declarations',
    ),
  ],
};

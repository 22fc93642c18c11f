import { inRoom, type Layer, type Mutation } from '../mutation.ts';

const inHandler = inRoom('handler');
const engine = (control: string, file: string, find: string, replace: string): Mutation =>
  inHandler(control, `authorizer/${file}`, find, replace, 'authorizer/create-authorizer');
const inToken = (control: string, file: string, find: string, replace: string): Mutation =>
  inHandler(control, file, find, replace, 'access-token/access-token-scheme');
const inSession = (control: string, find: string, replace: string): Mutation =>
  inHandler(control, 'session/admit-session.ts', find, replace, 'session/admit-session');

export const waysIn: Layer = {
  name: 'ways in',
  mutations: [
    engine(
      'credentials that are missing open nothing',
      'create-authorizer.ts',
      "policyDocument: policy('Deny', event)",
      "policyDocument: policy('Allow', event)",
    ),
    engine(
      'a refusal in the log says nothing of the credentials',
      'log-refusal.ts',
      'route: `${httpMethod} ${resource}`',
      'route: `${httpMethod} ${requestContext.path}`',
    ),
    engine(
      'credentials of two schemes are refused',
      'any-of.ts',
      "      if (others.length > 0) return { because: 'credentials of several schemes' };\n",
      '',
    ),
    engine(
      'a certificate does not stand for bad credentials',
      'any-of.ts',
      'return inRequest.length > 0 ? inRequest : all;',
      'return all.reverse().slice(0, 1);',
    ),
    engine(
      'all of several schemes are needed',
      'all-of.ts',
      '        if (isRefused(outcome)) return outcome;\n        callers.push(outcome);\n',
      '        if (!isRefused(outcome)) callers.push(outcome);\n',
    ),
    engine(
      'several credentials belong to one client',
      'all-of.ts',
      '!others.every(({ client }) => client === first.client)',
      'others.length > 99',
    ),
    engine(
      'several credentials grant what all of them grant',
      'all-of.ts',
      'first.scopes.filter((scope) => others.every(({ scopes }) => scopes.includes(scope)))',
      'first.scopes',
    ),
    inToken(
      'where the pool counts, no other issuer does',
      'access-token/access-token-scheme.ts',
      'trust === undefined || !isIssuerTaken(demands.issuers, issuedBy)',
      'trust === undefined',
    ),
    inToken(
      'a subject of another issuer is no user of the pool',
      'access-token/issuer-trust.ts',
      '(isOwn ? text(value) : `${trust.issuer}|${text(value)}`)',
      'text(value)',
    ),
    inToken(
      'an issuer gives no more than it may',
      'access-token/issuer-trust.ts',
      '(grantable === undefined ? isOwn : grantable.includes(value))',
      'true',
    ),
    inToken(
      'a role that holds a comma is none',
      'access-token/issuer-trust.ts',
      "typeof each === 'string' && /^[\\w.:-]+$/.test(each)",
      "typeof each === 'string'",
    ),
    inToken(
      'a token that is bound to nothing is refused where a binding is demanded',
      'access-token/bound-of.ts',
      'checkSender(claims, sender, demands.boundTo !== undefined);',
      'checkSender(claims, sender, false);',
    ),
    inToken(
      'a binding is the one that is demanded',
      'access-token/bound-of.ts',
      "demands.boundTo !== undefined && demands.boundTo !== 'any' && demands.boundTo !== bound",
      "demands.boundTo === undefined && bound === 'dpop' && scheme === 'bearer'",
    ),
    inToken(
      'a proof carries a nonce of ours',
      'access-token/bound-of.ts',
      '...(nonces && { isOurNonce: (nonce) => nonces.isOurs(nonce, nowSeconds) })',
      '',
    ),
    inToken(
      'a nonce ends',
      'access-token/dpop-nonces.ts',
      'madeAt !== undefined && nowSeconds - madeAt < lifeSeconds',
      'madeAt !== undefined',
    ),
    inToken(
      'a proof beside a bearer token is refused',
      'access-token/access-token-scheme.ts',
      "  if (scheme === 'bearer' && request.headers(headers.dpop).length > 0) return undefined;\n",
      '',
    ),
    inToken(
      'an authentication is strong enough',
      'access-token/check-assurance.ts',
      "  if (acrValues !== undefined && !acrValues.includes(acr ?? '')) return false;\n",
      '',
    ),
    inToken(
      'an authentication is recent enough',
      'access-token/check-assurance.ts',
      'ageSeconds >= -skewSeconds && ageSeconds <= maxAgeSeconds',
      'ageSeconds >= -skewSeconds',
    ),
    inToken(
      'a session is looked up where freshness is demanded',
      'access-token/access-token-scheme.ts',
      '    if (demands.fresh === true) {',
      "    if (demands.fresh === true && facts.subject === '') {",
    ),
    inSession(
      'a sign-out ends the tokens of before',
      "  if (!(issuedAtSeconds > (record.signedOutAtSeconds ?? 0))) return 'was signed out';\n",
      '',
    ),
    inSession(
      'a session that was ended stays so',
      "  if (record.endedAtSeconds.has(sessionId)) return 'was ended';\n",
      '',
    ),
    inSession(
      'a session has an end',
      "  if (!(nowSeconds - startedAtSeconds < limits.absoluteSeconds)) return 'is too old';\n",
      '',
    ),
    inHandler(
      'a token is not called bad because its issuer is down',
      'token/key-set.ts',
      '      if (this.#isFresh()) return undefined;\n',
      '      if (this.#isFresh() || this.#loading === undefined) return undefined;\n',
      'token/create-token-verifier',
    ),
    inHandler(
      'keys whose answer is cut off do not hold every token up',
      'token/fetch-key-set.ts',
      "      response.on('error', (error) => fail(error.message));\n",
      "      response.on('error', () => undefined);\n",
      'token/fetch-key-set',
    ),
    engine(
      'credentials that nobody can read are bad ones',
      'create-authorizer.ts',
      "  if (request.isMalformed) return { because: 'a malformed Authorization header' };\n",
      '',
    ),
    inToken(
      'a token that is bound to nothing does not say that it is bound',
      'sender-constraint/check-sender.ts',
      "  if (cnf !== undefined && confirmations.length === 0) throw new TokenRefused('sender');\n",
      '',
    ),
    inHandler(
      'a subject cannot write into a log',
      'token/check-claims.ts',
      'const name = /^[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255}$/;',
      'const name = /^[^]{1,255}$/;',
      'token/create-token-verifier',
    ),
    inHandler(
      'a clock tells nobody which keys there are',
      'api-key/check-api-key.ts',
      '  const isRight = matchesRecord(',
      "  if (record === undefined) return { because: 'a key that is not known' };\n  const isRight = matchesRecord(",
      'api-key/api-key-scheme',
    ),
    inToken(
      'a proof is for the host that was asked',
      'http-auth/authority-of.ts',
      'const hostAndPort = /^([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(?::\\d{1,5})?$/;',
      'const hostAndPort = /([a-z0-9-]+\\.bank\\.example)/;',
    ),
    inSession(
      'an idle session ends',
      "nowSeconds - lastUsed < limits.idleSeconds ? 'goes on' : 'was idle too long'",
      "'goes on'",
    ),
    inSession('sessions are so many at most', '.slice(0, limits.most - 1)', '.slice(0, 99)'),
    {
      control: 'the endpoint asks again for what its authorizer was to demand',
      how: {
        kind: 'source',
        file: 'lib/handler/defence.ts',
        find: '  checkDemands,\n',
        replace: '',
      },
      seenBy: ['test/handler/demands.test.ts'],
    },
    inHandler(
      'the endpoint asks itself whose token it was',
      'steps/check-demands.ts',
      '  if (!isIssuerTaken(issuers, proven.issuedBy)) return false;\n',
      '',
      'demands',
    ),
    inHandler(
      'a token of nobody knows whom is taken nowhere',
      'access-token/is-issuer-taken.ts',
      'issuedBy !== undefined && (taken',
      'issuedBy === undefined || (taken',
      'demands',
    ),
    {
      control: 'a refresh after too long a silence gives no token',
      how: {
        kind: 'source',
        file: 'lambdas/sessions/note-activity.ts',
        find: "    ...(kind === 'refresh' && { ConditionExpression: 'activeAtSeconds > :limit' }),\n",
        replace: "    ...(kind === 'refresh' && { ConditionExpression: 'activeAtSeconds <> :limit' }),\n",
      },
      seenBy: ['test/lambdas/sessions/sessions.test.ts'],
    },
    {
      control: 'two writers do not lose what the other wrote of a session',
      how: {
        kind: 'source',
        file: 'lambdas/sessions/admit.ts',
        find: "    ConditionExpression: version === 0 ? 'attribute_not_exists(version)' : 'version = :version',\n",
        replace: "    ConditionExpression: version === 0 ? 'version <> :next' : ':version < :next',\n",
      },
      seenBy: ['test/lambdas/sessions/sessions.test.ts'],
    },
  ],
};

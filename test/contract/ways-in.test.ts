import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Access,
  allOf,
  anyOf,
  apiKey,
  authorizerOf,
  basic,
  bearer,
  certificateDemandsOf,
  clientCertificate,
  digest,
  isMetered,
  publicAccess,
  schemesOf,
  signature,
  tokenDemandsOf,
  tokenScopesOf,
  waysIn,
} from '../../lib/contract/index.ts';

const scopes = ['bank/a'] as const;
const nobody = publicAccess({ because: 'for the sake of a test' });
const strong = bearer({ scopes, fresh: true, assurance: { maxAgeSeconds: 300 } });
const keyAndCertificate = allOf(apiKey({ scopes }), clientCertificate({ scopes }));

describe('the authorizer of an endpoint', () => {
  const cases: readonly (readonly [Access, ReturnType<typeof authorizerOf>])[] = [
    [nobody, 'none'],
    [bearer({ scopes }), 'cognito'],
    [bearer({ scopes, issuers: 'users' }), 'cognito'],
    [bearer({ scopes, issuers: 'trusted' }), { name: 'access-token' }],
    [bearer({ scopes, boundTo: 'dpop' }), { name: 'access-token' }],
    [strong, { name: 'access-token' }],
    [apiKey({ scopes }), { name: 'api-key' }],
    [basic({ scopes }), { name: 'basic' }],
    [digest({ scopes }), { name: 'digest' }],
    [signature({ scopes }), { name: 'signature' }],
    [clientCertificate({ scopes }), { name: 'client-certificate' }],
    [keyAndCertificate, { name: 'api-key-and-client-certificate' }],
    [anyOf(bearer({ scopes }), apiKey({ scopes })), { name: 'access-token-or-api-key' }],
    [anyOf(bearer({ scopes }), keyAndCertificate), { name: 'access-token-or-api-key-and-client-certificate' }],
  ];
  for (const [access, authorizer] of cases) {
    const name = typeof authorizer === 'string' ? authorizer : authorizer.name;
    it(`follows from the line of its contract: ${name}`, () => assert.deepEqual(authorizerOf(access), authorizer));
  }
});

describe('the ways in to an endpoint', () => {
  it('are none for a public one, one for a scheme, and one for each alternative', () => {
    assert.deepEqual(waysIn(nobody), []);
    assert.deepEqual(
      waysIn(anyOf(bearer({ scopes }), keyAndCertificate)).map(({ name }) => name),
      ['bearer', 'apiKey+clientCertificate'],
    );
    assert.deepEqual(
      schemesOf(keyAndCertificate).map(({ kind }) => kind),
      ['apiKey', 'clientCertificate'],
    );
  });

  it('are metered when programs take each of them', () => {
    assert.equal(isMetered(keyAndCertificate), true);
    assert.equal(isMetered(anyOf(apiKey({ scopes }), digest({ scopes }))), true);
    assert.equal(isMetered(anyOf(apiKey({ scopes }), bearer({ scopes }))), false);
    assert.equal(isMetered(nobody), false);
  });

  it('tell what is demanded of a token, wherever it stands', () => {
    const demands = { fresh: true, assurance: { maxAgeSeconds: 300 } };
    assert.deepEqual(tokenDemandsOf(strong), demands);
    assert.deepEqual(tokenDemandsOf(anyOf(apiKey({ scopes }), strong)), demands);
    assert.equal(tokenDemandsOf(anyOf(apiKey({ scopes }), bearer({ scopes }))), undefined);
    assert.equal(tokenDemandsOf(keyAndCertificate), undefined);
  });

  it('tell what is demanded of a certificate, wherever it stands', () => {
    const pinned = clientCertificate({ scopes, pinned: true });
    assert.deepEqual(certificateDemandsOf(pinned), { pinned: true });
    assert.deepEqual(certificateDemandsOf(anyOf(bearer({ scopes }), allOf(apiKey({ scopes }), pinned))), {
      pinned: true,
    });
    assert.equal(certificateDemandsOf(keyAndCertificate), undefined);
    assert.equal(tokenDemandsOf(pinned), undefined);
  });

  it('tell which scopes a token of the user pool needs, wherever it stands', () => {
    const cases: readonly (readonly [Access, readonly string[]])[] = [
      [bearer({ scopes }), scopes],
      [anyOf(apiKey({ scopes: ['bank/b'] }), bearer({ scopes, issuers: 'trusted' })), scopes],
      [allOf(bearer({ scopes }), clientCertificate({ scopes: ['bank/b'] })), scopes],
      [bearer({ scopes, issuers: 'others' }), []],
      [apiKey({ scopes }), []],
      [nobody, []],
    ];
    for (const [access, expected] of cases) assert.deepEqual(tokenScopesOf(access), expected);
  });
});

import assert from 'node:assert/strict';
import { generateKeyPairSync, type X509Certificate } from 'node:crypto';
import { afterEach, describe, it, mock } from 'node:test';
import {
  alternativeNameId,
  alternativeNames,
  type CredentialTerms,
  certificateIds,
  clientCertificateScheme,
  createAuthorizer,
} from '../../../lib/handler/index.ts';
import { issueClientAuthority, issueClientCertificate } from '../../../lib/local/tls/index.ts';
import { issueServerCertificate } from '../../../lib/local/tls/issue-certificate.ts';
import { signCertificate } from '../../../lib/local/tls/sign-certificate.ts';
import { authorizerEvent } from '../support/authorizer-event.ts';
import { hasOpenssl, opensslCertificate } from './openssl-certificate.ts';

process.env['POWERTOOLS_SERVICE_NAME'] = 'bank';
const log = mock.method(console, 'log', () => {});
afterEach(() => log.mock.resetCalls());

const nowMillis = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const validity = { nowMillis, days: 30 };
const authority = issueClientAuthority(validity);
const { certificate } = issueClientCertificate(authority, 'acme', validity);
const ids = certificateIds(certificate);

const terms: CredentialTerms = {
  client: 'acme',
  scopes: ['bank/settlements.read'],
  roles: ['partner'],
  status: 'active',
  expiresAtSeconds: 2_000_000_000,
  allowedCidrs: [],
  allowedMethods: [],
};

/** Asks an authorizer whose table holds these items. */
async function ask(
  shown: X509Certificate | string | undefined,
  items: Readonly<Record<string, CredentialTerms>> = { [ids.certificate]: terms },
  options: { readonly atMillis?: number; readonly headers?: Record<string, string[]>; readonly sourceIp?: string } = {},
) {
  const { atMillis = nowMillis, headers = {}, sourceIp } = options;
  const authorize = createAuthorizer(
    clientCertificateScheme({
      load: async (id) => items[id],
      meteringKey: async () => 'metering',
      nowSeconds: () => atMillis / 1_000,
    }),
  );
  const event = authorizerEvent(headers);
  const clientCert = shown === undefined ? null : certificateFacts(String(shown));
  const identity = { ...event.requestContext.identity, ...(sourceIp !== undefined && { sourceIp }), clientCert };
  const result = await authorize({ ...event, requestContext: { ...event.requestContext, identity } });
  const said: unknown = log.mock.calls[0]?.arguments[0];
  return {
    ...result,
    effect: result.policyDocument.Statement[0].Effect,
    because: said === undefined ? undefined : JSON.parse(String(said)).because,
    said: String(said),
  };
}

/** What stands beside the certificate is of no interest: it says something else here. */
const certificateFacts = (clientCertPem: string) => ({
  clientCertPem,
  subjectDN: 'CN=somebody else',
  issuerDN: 'CN=somebody else',
  serialNumber: '01',
  validity: { notBefore: 'Jan  1 00:00:00 2000 GMT', notAfter: 'Jan  1 00:00:00 2100 GMT' },
});

describe('the client certificate scheme', () => {
  it('lets in whoever holds a registered certificate, for the client that it was registered for', async () => {
    const { effect, context, principalId, usageIdentifierKey } = await ask(certificate);
    assert.deepEqual([effect, principalId, usageIdentifierKey], ['Allow', ids.certificate, 'metering']);
    assert.deepEqual(context, {
      scheme: 'clientCertificate',
      subject: ids.certificate,
      client: 'acme',
      scopes: 'bank/settlements.read',
      roles: 'partner',
      pinned: 'true',
    });
  });

  it('lets in the very certificate alone where the endpoint asks for that', async () => {
    process.env['PORTCULLIS_DEMANDS'] = JSON.stringify({ 'GET /rates': { pinned: true } });
    try {
      assert.equal((await ask(certificate)).effect, 'Allow');
      const { effect, because } = await ask(certificate, { [ids.subject]: terms });
      assert.deepEqual([effect, because], ['Deny', 'a certificate that is not registered itself']);
    } finally {
      delete process.env['PORTCULLIS_DEMANDS'];
    }
  });

  it('says of no other certificate that it is the very one', async () => {
    assert.equal((await ask(certificate, { [ids.subject]: terms })).context['pinned'], undefined);
  });

  it('lets in every certificate of a registered subject, so that one can be renewed', async () => {
    const renewed = issueClientCertificate(authority, 'acme', validity).certificate;
    const { effect, principalId } = await ask(renewed, { [ids.subject]: terms });
    assert.deepEqual([effect, principalId], ['Allow', ids.subject]);
  });

  const other = issueClientAuthority(validity);
  const refused: readonly (readonly [string, string, Parameters<typeof ask>])[] = [
    ['no certificate', 'no credentials', [undefined]],
    ['text that is no certificate', 'a certificate that cannot be read', ['-----BEGIN CERTIFICATE-----']],
    [
      'one that has ended meanwhile',
      'a certificate outside of its validity',
      [certificate, undefined, { atMillis: nowMillis + 31 * day }],
    ],
    [
      'one that has not begun',
      'a certificate outside of its validity',
      [certificate, undefined, { atMillis: nowMillis - day }],
    ],
    ['an authority itself', 'a certificate of an authority', [authority.certificate, of(authority.certificate)]],
    ['one for servers', 'a certificate that is not for clients', server()],
    ['one that says nothing of its purpose', 'a certificate that is not for clients', purposeless()],
    ['one that nobody registered', 'a certificate that nobody has registered', [certificate, {}]],
    [
      'another one of the same subject',
      'a certificate that nobody has registered',
      [issueClientCertificate(authority, 'acme', validity).certificate],
    ],
    [
      'one of another subject',
      'a certificate that nobody has registered',
      [issueClientCertificate(authority, 'acme2', validity).certificate, { [ids.subject]: terms }],
    ],
    [
      'one of the same subject and another issuer',
      'a certificate that nobody has registered',
      [issuedByOther(), { [ids.subject]: terms }],
    ],
    [
      'one revoked by its serial number',
      'a certificate that was revoked',
      [certificate, { [ids.certificate]: terms, [ids.serial]: { ...terms, status: 'revoked' } }],
    ],
    [
      'one whose serial number has an active item',
      'a certificate that was revoked',
      [certificate, { [ids.certificate]: terms, [ids.serial]: terms }],
    ],
    [
      'one revoked by its thumbprint',
      'a credential that has ended',
      [certificate, { [ids.certificate]: { ...terms, status: 'revoked' } }],
    ],
    [
      'one revoked by its thumbprint, of a registered subject',
      'a credential that has ended',
      [certificate, { [ids.certificate]: { ...terms, status: 'revoked' }, [ids.subject]: terms }],
    ],
    [
      'a registration that has expired',
      'a credential that has ended',
      [certificate, { [ids.certificate]: { ...terms, expiresAtSeconds: nowMillis / 1_000 } }],
    ],
    [
      'an address that is not allowed',
      'a credential from another address',
      [
        certificate,
        { [ids.certificate]: { ...terms, allowedCidrs: ['203.0.113.0/24'] } },
        { sourceIp: '198.51.100.7' },
      ],
    ],
    [
      'a method that is not allowed',
      'a credential for other methods',
      [certificate, { [ids.certificate]: { ...terms, allowedMethods: ['POST'] } }],
    ],
    [
      'a certificate in a header alone',
      'no credentials',
      [
        undefined,
        undefined,
        {
          headers: {
            'X-Amzn-Mtls-Clientcert': [String(certificate)],
            'Client-Cert': [`:${certificate.raw.toString('base64')}:`],
          },
        },
      ],
    ],
  ];
  for (const [what, because, parameters] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await ask(...parameters);
      assert.equal(answer.effect, 'Deny');
      assert.equal(answer.because, because);
      assert.equal(answer.context['challenge'], 'ClientCertificate realm="bank"');
    });
  }

  it('writes nothing of a certificate to the log', async () => {
    const { said } = await ask(certificate, {});
    for (const part of ['BEGIN', 'acme', ids.certificate, ids.serial, certificate.serialNumber]) {
      assert.ok(!said.includes(part), part);
    }
  });

  it('says nothing of a store that is down to the caller, and does not let in', async () => {
    const authorize = createAuthorizer(
      clientCertificateScheme({
        load: () => Promise.reject(new Error('the table is down')),
        meteringKey: async () => 'metering',
        nowSeconds: () => nowMillis / 1_000,
      }),
    );
    const event = authorizerEvent({});
    const identity = { ...event.requestContext.identity, clientCert: certificateFacts(String(certificate)) };
    await assert.rejects(authorize({ ...event, requestContext: { ...event.requestContext, identity } }), /is down/);
  });

  function of(shown: X509Certificate) {
    return { [certificateIds(shown).certificate]: terms };
  }
  function server(): Parameters<typeof ask> {
    const shown = issueServerCertificate(authority, ['localhost'], validity).certificate;
    return [shown, of(shown)];
  }
  function purposeless(): Parameters<typeof ask> {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const names = { issuer: 'Portcullis test client CA', subject: 'acme' };
    const shown = signCertificate({ ...names, publicKey, signingKey: privateKey, validity, extensions: [] });
    return [shown, of(shown)];
  }
  function issuedByOther(): X509Certificate {
    const { certificate: shown } = issueClientCertificate(
      { ...other, certificate: issueServerCertificate(other, ['other.localhost'], validity).certificate },
      'acme',
      validity,
    );
    return shown;
  }
});

describe('a certificate with alternative names', { skip: !hasOpenssl && 'openssl is not installed' }, () => {
  const today = { atMillis: Date.now() + 60_000 };
  const idsOf = (shown: X509Certificate) => alternativeNames(shown).map((name) => alternativeNameId(shown, name));
  const lasting = { ...terms, expiresAtSeconds: Date.now() / 1_000 + 86_400 };
  const two = opensslCertificate('DNS:pay.acme.example,URI:spiffe://acme.example/pay');
  const [byHost = '', byUri = ''] = idsOf(two);
  const of = certificateIds(two);

  for (const [what, id] of [
    ['one of its names, for the client that the name was registered for', byHost],
    ['the other', byUri],
  ] as const) {
    it(`lets in by ${what}`, async () => {
      const { effect, principalId } = await ask(two, { [id]: lasting }, today);
      assert.deepEqual([effect, principalId], ['Allow', id]);
    });
  }

  it('lets in every later certificate of the name, and one whose host is written in capitals', async () => {
    for (const names of ['DNS:pay.acme.example', 'DNS:PAY.ACME.EXAMPLE,IP:192.0.2.7']) {
      assert.equal((await ask(opensslCertificate(names), { [byHost]: lasting }, today)).effect, 'Allow');
    }
  });

  it('goes by what is said of itself before its names, and by its name before its subject', async () => {
    const revoked = { ...lasting, status: 'revoked' } as const;
    const both = { [byHost]: lasting, [of.subject]: revoked };
    assert.equal((await ask(two, both, today)).principalId, byHost);
    assert.equal((await ask(two, { ...both, [of.certificate]: revoked }, today)).effect, 'Deny');
    log.mock.resetCalls();
    assert.equal((await ask(two, { [byHost]: revoked, [of.subject]: lasting }, today)).effect, 'Deny');
    log.mock.resetCalls();
    const several = { [byHost]: lasting, [byUri]: lasting };
    assert.equal((await ask(two, { ...several, [of.certificate]: lasting }, today)).principalId, of.certificate);
  });

  const unregistered = 'a certificate that nobody has registered';
  const malformed = 'a certificate with alternative names that break their rules';
  const refused: readonly (readonly [string, string, X509Certificate, readonly string[]])[] = [
    ['of two registered names', 'a certificate of several registered names', two, [byHost, byUri]],
    ['of the name as an address of mail', unregistered, opensslCertificate('email:pay@pay.acme.example'), [byHost]],
    ['of the name as a URI', unregistered, opensslCertificate('URI:dns:pay.acme.example'), [byHost]],
    ['of a name below it', unregistered, opensslCertificate('DNS:a.pay.acme.example'), [byHost]],
    ['of a wildcard above it', unregistered, opensslCertificate('DNS:*.acme.example'), [byHost]],
    ['of another issuer', unregistered, opensslCertificate('DNS:pay.acme.example', '/CN=other'), [byHost]],
    ['whose common name it is', unregistered, opensslCertificate('', '/CN=pay.acme.example'), [byHost]],
    ['of the name with a dot behind it', unregistered, opensslCertificate('DNS:pay.acme.example.'), [byHost]],
    [
      'of a path in capitals',
      unregistered,
      opensslCertificate('URI:spiffe://acme.example/PAY'),
      idsOf(opensslCertificate('URI:spiffe://acme.example/pay')),
    ],
    [
      'of a name with a zero byte behind it',
      malformed,
      opensslCertificate(`DER:30:16:82:14:${hex('pay.acme.example')}:00:2E:65:76`),
      [byHost],
    ],
    ['of an empty list of names', malformed, opensslCertificate('DER:30:00'), []],
  ];
  for (const [what, because, shown, registered] of refused) {
    it(`refuses one ${what}`, async () => {
      const answer = await ask(shown, Object.fromEntries(registered.map((id) => [id, lasting])), today);
      assert.deepEqual([answer.effect, answer.because], ['Deny', because]);
    });
  }

  it('refuses what breaks the rules of names even where the very certificate is registered', async () => {
    const shown = opensslCertificate('DER:30:02:82:00');
    assert.equal((await ask(shown, { [certificateIds(shown).certificate]: lasting }, today)).because, malformed);
  });

  it('refuses one whose issuer forbids it to whoever does not know an extension, and nobody here does', async () => {
    const critical = ['1.2.3.4.5=critical,ASN1:UTF8String:x', 'nsComment=critical,for tests'].map((each) => [each]);
    const because = 'a certificate with a restriction that nobody knows here';
    for (const further of critical) {
      const shown = opensslCertificate('', '/CN=acme', 'P-256', further);
      const items = { [certificateIds(shown).certificate]: lasting };
      assert.equal((await ask(shown, items, today)).because, because, String(further));
      log.mock.resetCalls();
    }
    const harmless = [['1.2.3.4.5=ASN1:UTF8String:x'], ['keyUsage=critical,digitalSignature']];
    for (const further of [...harmless, ['certificatePolicies=critical,1.2.3.4']]) {
      const shown = opensslCertificate('', '/CN=acme', 'P-256', further);
      const items = { [certificateIds(shown).certificate]: lasting };
      assert.equal((await ask(shown, items, today)).effect, 'Allow', String(further));
    }
  });

  it('asks the table no more often than it has names, and four times', async () => {
    const asked: string[] = [];
    const authorize = createAuthorizer(
      clientCertificateScheme({
        load: async (id) => void asked.push(id),
        meteringKey: async () => 'metering',
        nowSeconds: () => today.atMillis / 1_000,
      }),
    );
    const event = authorizerEvent({});
    for (const shown of [two, opensslCertificate(manyNames(9))]) {
      asked.length = 0;
      const identity = { ...event.requestContext.identity, clientCert: certificateFacts(String(shown)) };
      await authorize({ ...event, requestContext: { ...event.requestContext, identity } });
      assert.equal(asked.length, shown === two ? 6 : 4);
    }
  });

  function manyNames(count: number): string {
    return Array.from({ length: count }, (_, index) => `DNS:a${index}.example`).join();
  }
  function hex(text: string): string {
    return (Buffer.from(text).toString('hex').match(/../g) ?? []).join(':');
  }
});

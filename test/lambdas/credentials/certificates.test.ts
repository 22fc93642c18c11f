import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeCertificateMaterial } from '../../../lambdas/credentials/make-certificate-material.ts';
import { NewCredential } from '../../../lambdas/credentials/schemas.ts';
import { alternativeNameId, certificateIds, toAlternativeName } from '../../../lib/handler/index.ts';
import { issueClientAuthority, issueClientCertificate } from '../../../lib/local/tls/index.ts';
import { opensslCertificate } from '../../handler/client-certificate/openssl-certificate.ts';

const validity = { nowMillis: Date.now(), days: 1 };
const authority = issueClientAuthority(validity);
const { certificate, privateKey } = issueClientCertificate(authority, 'acme', validity);
const pem = certificate.toString();

const wanted = (changes: object = {}) => ({
  kind: 'certificate',
  client: 'org_acme',
  name: 'Settlement',
  purpose: 'Reads where to pay',
  scopes: ['bank/settlements.read'],
  roles: ['partner'],
  expiresInDays: 90,
  certificate: pem,
  covers: { by: 'certificate' },
  ...changes,
});

function make(changes: object = {}) {
  const parsed = NewCredential.parse(wanted(changes));
  if (parsed.kind !== 'certificate') throw new Error('another kind');
  return makeCertificateMaterial(parsed);
}

describe('a certificate that is registered', () => {
  it('is known by its thumbprint, or by its issuer and subject', () => {
    const ids = certificateIds(certificate);
    const material = {
      kind: 'certificate',
      subjectDN: 'CN=acme',
      issuerDN: 'CN=Portcullis test client CA',
      serialNumber: certificate.serialNumber,
    };
    assert.deepEqual(make(), { id: ids.certificate, material, secret: undefined });
    assert.deepEqual(make({ covers: { by: 'subject' } }), { id: ids.subject, material, secret: undefined });
  });

  const names = {
    dns: ['pay.acme.example', '*.acme.example'],
    uri: ['spiffe://acme.example/pay'],
    ip: ['192.0.2.1', '2001:db8::1'],
    email: ['Pay@acme.example'],
  };
  const named = issueClientCertificate(authority, 'acme', validity, names).certificate;
  const covering = (covers: object, shown = named) => make({ covers, certificate: shown.toString() });

  it('is known by a name that its issuer gives it, too, and the list shows which', () => {
    const known = [
      ['dns', 'PAY.acme.example'],
      ['uri', 'spiffe://ACME.example/pay'],
      ['ip', '2001:DB8:0:0::1'],
      ['email', 'Pay@ACME.example'],
    ] as const;
    for (const [kind, text] of known) {
      const name = toAlternativeName(kind, text);
      const made = covering({ by: kind, name: text });
      assert.ok(name && 'id' in made);
      assert.equal(made.id, alternativeNameId(named, name));
      assert.partialDeepStrictEqual(made.material, { alternativeName: `${kind}:${text}`, subjectDN: 'CN=acme' });
    }
  });

  it('is not known by a name that it does not have, nor by one of another type', () => {
    const detail = 'is no name of the certificate, or one of too many';
    const foreign = [
      ['dns', 'acme.example'],
      ['dns', 'x.acme.example'],
      ['uri', 'spiffe://acme.example/PAY'],
      ['ip', '192.0.2.2'],
      ['ip', '::ffff:192.0.2.1'],
      ['email', 'pay@acme.example'],
    ];
    for (const [kind = '', text] of foreign) {
      assert.deepEqual(covering({ by: kind, name: text }), [{ pointer: '/body/covers/name', detail }], text);
    }
    assert.deepEqual(covering({ by: 'dns', name: 'pay.acme.example' }, certificate), [
      { pointer: '/body/covers/name', detail },
    ]);
  });

  it('is not known by what is no name: a wildcard does not get past the schema, the rest is pointed to', () => {
    const detail = 'is no name of this type';
    for (const [kind, text] of [
      ['dns', '192.0.2.1'],
      ['uri', 'acme'],
      ['ip', '192.0.2.1/24'],
      ['email', 'acme'],
    ]) {
      assert.deepEqual(covering({ by: kind, name: text }), [{ pointer: '/body/covers/name', detail }]);
    }
    const wrong = [
      { by: 'dns', name: '*.acme.example' },
      {},
      { by: 'dns' },
      { by: 'certificate', name: 'a' },
      { by: 'rid', name: '1.2' },
      'subject',
      { by: 'dns', name: ['a'] },
    ];
    for (const covers of wrong) assert.equal(NewCredential.safeParse(wanted({ covers })).success, false);
  });

  it('is not taken with names that break their rules, nor by a subject that is empty', () => {
    const file = (text: string) => opensslCertificate(text, '/').toString();
    const pointer = '/body/certificate';
    assert.deepEqual(make({ certificate: file('DER:30:00') }), [
      { pointer, detail: 'has alternative names that break their rules' },
    ]);
    const nameless = { certificate: file('DNS:acme.example'), covers: { by: 'subject' } };
    assert.deepEqual(make(nameless), [{ pointer, detail: 'has no subject' }]);
    assert.ok('id' in make({ ...nameless, covers: { by: 'dns', name: 'acme.example' } }));
  });

  it('is one of a client: what cannot be read, and an authority, are pointed to', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    assert.deepEqual(make({ certificate: broken }), [{ pointer: '/body/certificate', detail: 'is no certificate' }]);
    assert.deepEqual(make({ certificate: authority.certificate.toString() }), [
      { pointer: '/body/certificate', detail: 'is the certificate of an authority' },
    ]);
  });

  it('comes alone: neither a key nor a second certificate is taken with it', () => {
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const text of [`${pem}${key}`, `${key}${pem}`, `${pem}${pem}`, key]) {
      assert.equal(NewCredential.safeParse(wanted({ certificate: text })).success, false);
    }
  });

  it('covers what its operator says, and belongs to an organisation', () => {
    for (const changes of [
      { covers: undefined },
      { covers: { by: 'serial' } },
      { client: 'alice' },
      { roles: ['operator'] },
    ]) {
      assert.equal(NewCredential.safeParse(wanted(changes)).success, false);
    }
  });
});

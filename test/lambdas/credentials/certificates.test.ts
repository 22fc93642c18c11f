import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeCertificateMaterial } from '../../../lambdas/credentials/make-certificate-material.ts';
import { NewCredential } from '../../../lambdas/credentials/schemas.ts';
import { certificateIds } from '../../../lib/handler/index.ts';
import { issueClientAuthority, issueClientCertificate } from '../../../lib/local/tls/index.ts';

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
  covers: 'certificate',
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
    assert.deepEqual(make({ covers: 'subject' }), { id: ids.subject, material, secret: undefined });
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
    for (const changes of [{ covers: undefined }, { covers: 'serial' }, { client: 'alice' }, { roles: ['operator'] }]) {
      assert.equal(NewCredential.safeParse(wanted(changes)).success, false);
    }
  });
});

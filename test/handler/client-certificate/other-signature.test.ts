import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it, mock } from 'node:test';
import { derMembers } from '../../../lib/handler/client-certificate/der-members.ts';
import { withOtherSignature } from '../../../lib/handler/client-certificate/with-other-signature.ts';
import {
  type CredentialTerms,
  certificateIds,
  clientCertificateScheme,
  createAuthorizer,
} from '../../../lib/handler/index.ts';
import { bitString, integer, sequence } from '../../../lib/local/tls/der.ts';
import { issueClientAuthority, issueClientCertificate } from '../../../lib/local/tls/index.ts';
import { authorizerEvent } from '../support/authorizer-event.ts';
import { hasOpenssl, opensslCertificate } from './openssl-certificate.ts';

process.env['POWERTOOLS_SERVICE_NAME'] = 'bank';
mock.method(console, 'log', () => {});

/** SEC 2 §2.4.2. */
const orderOfP256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const integerOf = (value: bigint): Buffer => {
  const hex = value
    .toString(16)
    .padStart(64, '0')
    .replace(/^(?:00)+/, '');
  return integer(Buffer.from(hex >= '8' ? `00${hex}` : hex, 'hex'));
};

/** What whoever holds a certificate can write without any key: (r, n - s) signs what (r, s) signs (SEC 1 §4.1.4). */
function otherwiseSigned(certificate: X509Certificate): X509Certificate {
  const [whole] = derMembers(certificate.raw);
  const [toBeSigned, algorithm, signature] = derMembers(whole?.content ?? Buffer.alloc(0));
  const [pair] = derMembers((signature?.content ?? Buffer.alloc(0)).subarray(1));
  const [r, s] = derMembers(pair?.content ?? Buffer.alloc(0));
  assert.ok(toBeSigned && algorithm && r && s);
  const otherPair = sequence(r.whole, integerOf(orderOfP256 - BigInt(`0x${s.content.toString('hex')}`)));
  return new X509Certificate(sequence(toBeSigned.whole, algorithm.whole, bitString(otherPair, 0)));
}

const validity = { nowMillis: Date.now(), days: 30 };
const authority = issueClientAuthority(validity);
const { certificate } = issueClientCertificate(authority, 'acme', validity);
const other = otherwiseSigned(certificate);
const ids = certificateIds(certificate);
const terms: CredentialTerms = {
  ...{ client: 'acme', scopes: ['bank/settlements.read'], roles: ['partner'], status: 'active' },
  ...{ expiresAtSeconds: Date.now() / 1_000 + 86_400, allowedCidrs: [], allowedMethods: [] },
};
const revoked = { ...terms, status: 'revoked' } as const;

async function ask(shown: X509Certificate, items: Readonly<Record<string, CredentialTerms>>) {
  const load = async (id: string) => items[id];
  const authorize = createAuthorizer(clientCertificateScheme({ load, meteringKey: async () => 'metering' }));
  const event = authorizerEvent({});
  const clientCert = {
    ...{ clientCertPem: String(shown), subjectDN: '', issuerDN: '', serialNumber: '' },
    validity: { notBefore: '', notAfter: '' },
  };
  const identity = { ...event.requestContext.identity, clientCert };
  const { policyDocument, principalId, context } = await authorize({
    ...event,
    requestContext: { ...event.requestContext, identity },
  });
  return { effect: policyDocument.Statement[0].Effect, principalId, pinned: context['pinned'] };
}

describe('a certificate whose signature its holder wrote in the other way', () => {
  it('is as good as the first, to whoever checks the chain, and has another thumbprint', () => {
    assert.ok(other.verify(authority.certificate.publicKey));
    assert.ok(other.checkIssued(authority.certificate));
    assert.notEqual(certificateIds(other).certificate, ids.certificate);
  });

  it('is ended with the first, though its subject goes on', async () => {
    assert.equal((await ask(certificate, { [ids.certificate]: revoked, [ids.subject]: terms })).effect, 'Deny');
    assert.equal((await ask(other, { [ids.certificate]: revoked, [ids.subject]: terms })).effect, 'Deny');
  });

  it('is the very certificate that is registered, with its terms', async () => {
    const items = { [ids.certificate]: terms, [ids.subject]: revoked };
    assert.deepEqual(await ask(other, items), { effect: 'Allow', principalId: ids.certificate, pinned: 'true' });
  });

  it('opens nothing where both forms are registered: nobody could say on which terms', async () => {
    const items = { [ids.certificate]: terms, [certificateIds(other).certificate]: terms };
    for (const shown of [certificate, other]) assert.equal((await ask(shown, items)).effect, 'Deny');
  });

  it('is found for every curve, and is itself the other of the other', { skip: !hasOpenssl }, () => {
    for (const curve of ['P-256', 'P-384', 'P-521'] as const) {
      const shown = opensslCertificate('DNS:a.example', '/CN=acme', curve);
      for (let turn = 0, form = shown; turn < 2; turn += 1) {
        form = new X509Certificate(withOtherSignature(form) ?? '');
        assert.ok(form.verify(shown.publicKey), curve);
        assert.equal(form.raw.equals(shown.raw), turn === 1, curve);
      }
    }
  });

  it('is not, where a signature has one form', { skip: !hasOpenssl }, () => {
    assert.equal(withOtherSignature(opensslCertificate('DNS:a.example', '/CN=acme', 'rsa')), undefined);
  });
});

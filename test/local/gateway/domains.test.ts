import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { toClientCertificate } from '../../../lib/local/gateway/domains/client-certificate.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { issueClientAuthority, issueClientCertificate } from '../../../lib/local/tls/index.ts';
import { memberOf, ofType, startGateway, temporaryFolder } from './fixture.ts';

const authority = issueClientAuthority({ nowMillis: Date.now(), days: 10 });
const { certificate } = issueClientCertificate(authority, 'Acme, Payments', { nowMillis: Date.now(), days: 1 });
const clientCertificate = toClientCertificate(certificate);

const domain = (properties: JsonObject = {}): JsonObject =>
  ofType('DomainName', {
    DomainName: 'partners.localhost',
    RegionalCertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'TLS_1_2',
    MutualTlsAuthentication: { TruststoreUri: 's3://assets/trust.pem' },
    ...properties,
  });
const mapping = (properties: JsonObject = {}): JsonObject =>
  ofType('BasePathMapping', {
    DomainName: { Ref: 'domain' },
    RestApiId: { Ref: 'api' },
    Stage: { Ref: 'stage' },
    ...properties,
  });
const assets = { 'trust.pem': authority.certificate.toString() };
const methods = { 'GET /': {}, 'GET /rates': {}, 'GET /rates/{day}': {} };

const gatewayWith = (resources: Readonly<Record<string, JsonObject>>, stateFolder = temporaryFolder()) =>
  startGateway({
    methods,
    resources,
    assets,
    stateFolder,
    stage: { AccessLogSetting: { DestinationArn: 'arn:aws:logs:::log', Format: logFormat } },
  });
const logFormat = JSON.stringify({
  id: '$context.requestId',
  domain: '$context.domainName',
  serial: '$context.identity.clientCert.serialNumber',
  subject: '$context.identity.clientCert.subjectDN',
  notAfter: '$context.identity.clientCert.validity.notAfter',
});

describe('a domain of its own', () => {
  const at = 'partners.localhost';

  it('serves the stage that is mapped to it, and tells functions its name and the client certificate', async () => {
    const gateway = gatewayWith({ domain: domain(), mapping: mapping() });
    const { status } = await gateway.call('GET', '/rates', { at, host: `${at}:8447`, clientCertificate });
    assert.equal(status, 200);
    const context = memberOf(gateway.lastEvent(), 'requestContext');
    assert.equal(context['domainName'], at);
    assert.equal(context['domainPrefix'], 'partners');
    assert.deepEqual(memberOf(context, 'identity')['clientCert'], {
      clientCertPem: certificate.toString(),
      subjectDN: 'CN=Acme\\, Payments',
      issuerDN: 'CN=Portcullis test client CA',
      serialNumber: certificate.serialNumber.toLowerCase().match(/../g)?.join(':'),
      validity: { notBefore: certificate.validFrom, notAfter: certificate.validTo },
    });
  });

  it('tells the access log who came, without the certificate', async () => {
    const folder = temporaryFolder();
    const gateway = gatewayWith({ domain: domain(), mapping: mapping() }, folder);
    await gateway.call('GET', '/rates', { at, clientCertificate });
    await gateway.call('GET', '/rates');
    const [partner, other] = readFileSync(join(folder, 'logs', 'test-api-access.log'), 'utf8')
      .trim()
      .split('\n');
    assert.match(partner ?? '', /"domain":"partners\.localhost","serial":"[0-9a-f:]{47}","subject":"CN=Acme/);
    assert.match(other ?? '', /"domain":"localhost","serial":"-","subject":"-","notAfter":"-"/);
  });

  it('leaves the certificate out of the events of the own endpoint, whatever headers claim', async () => {
    const gateway = gatewayWith({ domain: domain(), mapping: mapping() });
    await gateway.call('GET', '/rates', { headers: { 'X-Amzn-Mtls-Clientcert': 'forged' } });
    const identity = memberOf(memberOf(gateway.lastEvent(), 'requestContext'), 'identity');
    assert.equal(Object.hasOwn(identity, 'clientCert'), false);
  });

  it('answers 403 for a host of another name, and for one that is not the name of the handshake', async () => {
    const gateway = gatewayWith({ domain: domain(), mapping: mapping() });
    const statusOf = async (host: string, serverName?: string) =>
      (await gateway.call('GET', '/rates', { at, host, serverName })).status;
    assert.equal(await statusOf('localhost:8447', 'localhost'), 200);
    assert.equal(await statusOf('PARTNERS.localhost', 'partners.localhost'), 200);
    assert.equal(await statusOf('other.localhost'), 403);
    assert.equal(await statusOf('partners.localhost', 'localhost'), 403);
    assert.equal(await statusOf(''), 403);
  });

  it('routes below a base path, which functions still see, and answers 403 outside of it', async () => {
    const gateway = gatewayWith({ domain: domain(), mapping: mapping({ BasePath: 'v1' }) });
    assert.equal((await gateway.call('GET', '/v1/rates/today', { at })).status, 200);
    const { path, resource, pathParameters } = gateway.lastEvent();
    assert.deepEqual([path, resource, pathParameters], ['/v1/rates/today', '/rates/{day}', { day: 'today' }]);
    assert.equal((await gateway.call('GET', '/v1', { at })).status, 200);
    for (const outside of ['/rates', '/v10/rates', '/V1/rates']) {
      assert.equal((await gateway.call('GET', outside, { at })).status, 403, outside);
    }
  });
});

describe('a domain that is declared', () => {
  const refused = (properties: JsonObject, message: RegExp, mapped: JsonObject = {}) =>
    assert.throws(() => gatewayWith({ domain: domain(properties), mapping: mapping(mapped) }), message);

  it('has a trust store of certificates that can be read, an asset of the app', () => {
    refused({ MutualTlsAuthentication: { TruststoreUri: 's3://assets/other.pem' } }, /no asset other\.pem/);
    refused({ MutualTlsAuthentication: { TruststoreUri: 'https://assets/trust.pem' } }, /is no S3 object/);
    const text = (pem: string) => () =>
      startGateway({ methods, resources: { domain: domain() }, assets: { 'trust.pem': pem } });
    assert.throws(text('nothing'), /has no certificate/);
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    assert.throws(text(`${assets['trust.pem']}\n${broken}`), /has a broken certificate/);
  });

  it('takes mutual TLS with the one security policy that AWS takes it with', () => {
    refused({ SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09' }, /TLS_1_2 only/);
  });

  it('is refused with what is not enforced here: an edge certificate, a private endpoint, a stage for clients to choose', () => {
    refused({ CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' }, /CertificateArn/);
    refused({ EndpointConfiguration: { Types: ['PRIVATE'] } }, /Types/);
    refused({ RoutingMode: 'ROUTING_RULE_ONLY' }, /RoutingMode/);
    refused({}, /names no stage/, { Stage: { Ref: 'AWS::NoValue' } });
    refused({}, /has no stage 'other'/, { Stage: 'other' });
    refused({}, /there is no domain/, { DomainName: 'other.localhost' });
  });
});

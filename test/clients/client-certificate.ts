import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateIds } from '../../lib/handler/index.ts';
import { revokeCertificate } from '../../lib/local/dev/revoke-certificate.ts';
import { type Credential, issueClientCertificate } from '../../lib/local/tls/index.ts';
import { type HttpAnswer, httpsClient } from '../../scripts/https-client.ts';
import type { RunningBank } from '../http/running-bank.ts';
import {
  type CertifiedClient as Client,
  clientOf,
  registerCertificate,
  settlementScopes as scopes,
} from './certified-client.ts';
import { clientAuthorityOf } from './client-files.ts';
import { curl } from './curl.ts';
import { issueKey, revokeCredential, revokeKey } from './issue.ts';
import { type NamedClients, namedStrangers, namedVisitors, prepareNamedClients } from './named-clients.ts';
import { opensslGet } from './openssl-client.ts';
import type { Attack, SchemeClients } from './scheme-clients.ts';
import { strangers } from './tls-strangers.ts';

interface Facts {
  readonly bank: RunningBank;
  readonly partnerUrl: string;
  readonly authority: Credential;
  readonly acme: Client;
  readonly renewed: Client;
  /** Every certificate of its subject is registered; this is not the first. */
  readonly bySubject: Client;
  readonly globex: Client;
  readonly unregistered: Client;
  readonly revoked: Client;
  readonly revokedBySerial: Client;
  readonly elsewhere: Client;
  readonly forPosts: Client;
  readonly forRates: Client;
  /** Clients who are registered by alternative names, and those who would pass for them. */
  readonly named: NamedClients;
  readonly keys: Readonly<Record<'acme' | 'globex' | 'nobody' | 'ended', string>>;
}

/** One needs a certificate, the other a key of the same client beside it. */
const windows = '/settlement-windows';
const instructions = '/settlement-instructions';

async function prepare(bank: RunningBank): Promise<Facts> {
  const partnerUrl = bank.runtime?.domains[0]?.url ?? bank.demo.partnerUrl;
  assert.ok(partnerUrl, 'the bank has a domain for partners');
  const authority = await clientAuthorityOf(bank);
  const validity = { nowMillis: Date.now(), days: 1 };
  const issue = (name: string): Client => clientOf(issueClientCertificate(authority, name, validity));
  const register = async (client: Client, changes: object = {}) => ({
    ...client,
    id: await registerCertificate(bank, client, changes),
  });
  const name = `acme ${Date.now()}`;
  const [acme, globex, revoked, revokedBySerial, elsewhere, forPosts, forRates] = await Promise.all([
    register(issue(name)),
    register(issue('globex'), { client: 'org_globex' }),
    register(issue('revoked')),
    register(issue('revoked by serial')),
    register(issue('elsewhere'), { allowedCidrs: ['203.0.113.0/24'] }),
    register(issue('posts'), { allowedMethods: ['POST'] }),
    register(issue('rates'), { scopes: ['bank/rates.read'] }),
  ]);
  await register(issue(`subject ${name}`), { covers: { by: 'subject' } });
  await revokeCredential(bank, revoked.id);
  await revokeBySerial(bank, revokedBySerial.credential);
  const terms = { scopes };
  const [ofAcme, ofGlobex, ofNobody, ended] = await Promise.all([
    issueKey(bank, { ...terms, client: 'org_acme' }),
    issueKey(bank, { ...terms, client: 'org_globex' }),
    issueKey(bank, terms),
    issueKey(bank, { ...terms, client: 'org_acme' }),
  ]);
  await revokeKey(bank, ended.keyId);
  return {
    ...{ bank, partnerUrl, authority, acme, globex, revoked, revokedBySerial, elsewhere, forPosts, forRates },
    renewed: issue(name),
    bySubject: issue(`subject ${name}`),
    unregistered: issue('nobody knows me'),
    named: await prepareNamedClients(bank, authority),
    keys: { acme: ofAcme.apiKey, globex: ofGlobex.apiKey, nobody: ofNobody.apiKey, ended: ended.apiKey },
  };
}

/** As `portcullis certs revoke` does. */
const revokeBySerial = ({ demo }: RunningBank, { certificate }: Credential): Promise<void> => {
  const { awsEndpoint: endpoint, region, awsCredentials, caFile, tables } = demo;
  const access = { endpoint, region, ca: readFileSync(caFile, 'utf8'), ...awsCredentials };
  const { subject: subjectDN, issuer: issuerDN, serialNumber } = certificate;
  const facts = { subjectDN, issuerDN, serialNumber };
  return revokeCertificate(
    { table: tables.credentials, access },
    certificateIds(certificate).serial,
    facts,
    Date.now(),
  );
};

const at = ({ bank, partnerUrl }: Facts, path: string, ...options: readonly string[]): Promise<HttpAnswer> =>
  curl(bank.demo.caFile, ...program, ...options, `${partnerUrl}${path}`);
/** A partner's program says its own name. */
const program = ['--user-agent', 'acme-settlements/1.0'];
const withKey = (key: string) => ['-H', `X-API-Key: ${key}`];

/** An attack with a certificate that TLS has nothing against. */
const shows = (name: string, who: (facts: Facts) => Client): Attack<Facts> => ({
  name,
  request: (facts) => at(facts, windows, ...who(facts).shown),
  expected: { status: 401, code: 'unauthenticated', challenge: /^ClientCertificate realm="portcullis-bank"$/ },
});

/** One with a certificate and a key. */
const both = (name: string, options: (facts: Facts) => readonly string[]): Attack<Facts> => ({
  name,
  request: (facts) => at(facts, instructions, ...options(facts)),
  expected: {
    status: 401,
    code: 'unauthenticated',
    challenge: /^ApiKey .+, ClientCertificate realm="portcullis-bank"$/,
  },
});

/** Headers by which proxies tell of client certificates; none of them is one here. */
const forged = ({ acme: { credential } }: Facts): Readonly<Record<string, string>> => {
  const pem = credential.certificate.toString();
  const der = credential.certificate.raw.toString('base64');
  return {
    'X-Amzn-Mtls-Clientcert': encodeURIComponent(pem),
    'X-Amzn-Mtls-Clientcert-Subject': 'CN=acme',
    'X-Forwarded-Client-Cert': `Cert="${encodeURIComponent(pem)}"`,
    'X-SSL-Client-Cert': encodeURIComponent(pem),
    'X-SSL-Client-Verify': 'SUCCESS',
    'Client-Cert': `:${der}:`,
  };
};

export const clientCertificateClients: SchemeClients<Facts> = {
  name: 'client-certificate',
  prepare,
  visits: [
    {
      name: 'curl --cert',
      async visit(facts) {
        const { status, text } = await at(facts, windows, ...facts.acme.shown);
        assert.equal(status, 200, text);
      },
    },
    {
      name: 'curl --cert with a later certificate of a registered subject',
      async visit(facts) {
        const { status, text } = await at(facts, windows, ...facts.bySubject.shown);
        assert.equal(status, 200, text);
      },
    },
    ...namedVisitors.map(({ name, who }) => ({
      name: `curl --cert with ${name}`,
      async visit(facts: Facts) {
        const { status, text } = await at(facts, windows, ...who(facts.named).shown);
        assert.equal(status, 200, text);
      },
    })),
    {
      name: 'curl --cert with a key of the same client, and shows it its own instructions',
      async visit(facts) {
        const { text, json } = await at(facts, instructions, ...facts.acme.shown, ...withKey(facts.keys.acme));
        assert.match(JSON.stringify(json), /"client":"org_acme".+"reference":"ACME CHF"/, text);
      },
    },
    {
      name: 'Node with a certificate, twice on one connection',
      async visit({ bank, partnerUrl, acme }) {
        const client = httpsClient(partnerUrl, bank.demo.caFile, acme.credential);
        try {
          for (const _ of [1, 2]) assert.equal((await client.call(windows)).status, 200);
        } finally {
          client.close();
        }
      },
    },
    ...['-tls1_2', '-tls1_3'].map((version) => ({
      name: `openssl s_client ${version}, and not without its certificate`,
      async visit({ bank, partnerUrl, acme }: Facts) {
        const { caFile } = bank.demo;
        const { certificate, key } = acme.files;
        const url = `${partnerUrl}${windows}`;
        const shown = [version, '-cert', certificate, '-key', key];
        assert.equal(await opensslGet(url, { caFile, more: shown }), 200);
        assert.equal(await opensslGet(url, { caFile, more: [version] }), Number.NaN);
      },
    })),
    {
      name: 'whoever comes, without a word of the certificate in any log but its serial number',
      async visit(facts) {
        const { bank, acme, unregistered } = facts;
        for (const { shown } of [acme, unregistered]) await at(facts, windows, ...shown);
        if (bank.runtime === undefined) return;
        const folder = join(bank.runtime.stateFolder, 'logs');
        const logs = readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
        assert.ok(logs.some((text) => text.includes('"clientCertificateSerial":"')));
        const der = acme.credential.certificate.raw.toString('base64').slice(40, 100);
        for (const text of logs) assert.ok(!text.includes('BEGIN CERTIFICATE') && !text.includes(der));
      },
    },
    // Whom TLS does not trust never gets as far as HTTP: there is no answer to look at.
    ...strangers.map(({ name, credential }) => ({
      name: `nobody with ${name}: the handshake fails`,
      visit: (facts: Facts) =>
        assert.rejects(at(facts, windows, ...credential(facts.authority)), /\b(SSL|TLS|alert|reset|certificate)\b/i),
    })),
  ],
  attacks: [
    shows('a certificate that nobody registered', ({ unregistered }) => unregistered),
    shows('another certificate of the same subject, where one alone is registered', ({ renewed }) => renewed),
    shows('a certificate that was revoked by its thumbprint', ({ revoked }) => revoked),
    shows('a certificate that was revoked by its serial number', ({ revokedBySerial }) => revokedBySerial),
    shows('a certificate from another address', ({ elsewhere }) => elsewhere),
    shows('a certificate for other methods', ({ forPosts }) => forPosts),
    ...namedStrangers.map(({ name, who }) => shows(name, ({ named }) => who(named))),
    {
      name: 'a certificate for another scope',
      request: (facts) => at(facts, windows, ...facts.forRates.shown),
      expected: { status: 403, code: 'access-denied' },
    },
    {
      name: 'an unregistered certificate, and a registered one in headers',
      request: (facts) =>
        at(
          facts,
          windows,
          ...facts.unregistered.shown,
          ...Object.entries(forged(facts)).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
        ),
    },
    {
      name: 'no certificate at the address without mutual TLS, but one in headers',
      request: (facts) => facts.bank.client.call(windows, { headers: forged(facts) }),
    },
    { name: 'no certificate at the address without mutual TLS', request: ({ bank }) => bank.client.call(windows) },
    {
      name: 'a certificate at the address without mutual TLS, where nobody looks at it',
      request: ({ bank, acme }) => curl(bank.demo.caFile, ...program, ...acme.shown, `${bank.demo.apiUrl}${windows}`),
    },
    {
      name: 'a token in the place of a certificate',
      request: async ({ bank }) => bank.as('alice', windows),
    },
    {
      name: 'a key without a certificate, at the address without mutual TLS',
      request: ({ bank, keys }) => bank.client.call(instructions, { headers: { 'x-api-key': keys.acme } }),
    },
    both('a certificate without a key', ({ acme }) => acme.shown),
    both('the certificate of another client than the key', ({ globex, keys }) => [
      ...globex.shown,
      ...withKey(keys.acme),
    ]),
    both('the key of another client than the certificate', ({ acme, keys }) => [
      ...acme.shown,
      ...withKey(keys.globex),
    ]),
    both('a certificate of a registered subject, where the very certificate must be registered', (facts) => [
      ...facts.bySubject.shown,
      ...withKey(facts.keys.acme),
    ]),
    both('a certificate of a registered name, where the very certificate must be registered', ({ named, keys }) => [
      ...named.byUs({ dns: [named.names.dns] }).shown,
      ...withKey(keys.acme),
    ]),
    both('a key that belongs to no client', ({ acme, keys }) => [...acme.shown, ...withKey(keys.nobody)]),
    both('a key that was revoked', ({ acme, keys }) => [...acme.shown, ...withKey(keys.ended)]),
    both('a revoked certificate and a good key', ({ revoked, keys }) => [...revoked.shown, ...withKey(keys.acme)]),
    both('two keys, of which one is right', ({ acme, keys }) => [
      ...acme.shown,
      ...withKey(keys.acme),
      ...withKey(keys.globex),
    ]),
  ],
};

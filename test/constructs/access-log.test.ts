import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessLogFormat } from '../../lib/constructs/access-log.ts';

const variables = [...accessLogFormat.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);

describe('the access log', () => {
  it('tells what each gate said: authentication, authorisation, authorizer and firewall', () => {
    const told = [
      ...['authenticate', 'authorize', 'authorizer', 'waf'].flatMap((gate) =>
        ['error', 'latency', 'status'].map((what) => `${gate}.${what}`),
      ),
      ...['requestId', 'integrationLatency', 'integrationStatus', 'principalId'].map((what) => `authorizer.${what}`),
      ...['webaclArn', 'wafResponseCode'],
    ];
    assert.deepEqual(
      told.filter((name) => !variables.includes(name)),
      [],
    );
  });

  it('writes no key, no path, no query and no identity that is a credential', () => {
    const credentials = ['identity.apiKey', 'path', 'identity.clientCert.clientCertPem', 'authorizer.claims'];
    assert.deepEqual(
      credentials.filter((name) => variables.includes(name)),
      [],
    );
  });
});

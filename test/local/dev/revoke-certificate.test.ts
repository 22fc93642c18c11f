import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { certificateIds } from '../../../lib/handler/index.ts';
import { runCertsCommand } from '../../../lib/local/dev/certs-command.ts';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import { writePrivateFile } from '../../../lib/local/private-file.ts';
import {
  issueClientAuthority,
  issueClientCertificate,
  type TestClient,
  testClientsIn,
} from '../../../lib/local/tls/index.ts';
import { endpointFixture, now } from '../aws-endpoint/fixture.ts';
import { testEnvironment } from '../support/environment.ts';

const root = mkdtempSync(join(tmpdir(), 'portcullis-revoke-'));
after(() => rmSync(root, { recursive: true }));

/** A table of credentials at a running AWS endpoint, and a state folder that knows it. */
async function setup(outputs: object = { BankData: { CredentialTableName: 'Credentials' } }) {
  const state = mkdtempSync(join(root, 'state-'));
  mkdirSync(join(state, 'services'));
  const dynamodb = createDynamoDb({ environment: testEnvironment(state, () => now), memory: true });
  dynamodb.declareTable({
    name: 'Credentials',
    key: { partition: { name: 'credentialId', type: 'S' } },
    indexes: [],
    billingMode: 'PAY_PER_REQUEST',
    deletionProtection: false,
  });
  const endpoint = await endpointFixture({}, [dynamodb.api]);
  writeFileSync(join(state, 'ca.pem'), endpoint.ca);
  writePrivateFile(join(state, 'master.key'), Buffer.alloc(32, 7).toString('base64'));
  const caFile = join(state, 'ca.pem');
  const runtime = { apiUrl: endpoint.url, awsEndpoint: endpoint.url, region: 'eu-central-1', caFile, outputs };
  writePrivateFile(join(state, 'runtime.json'), JSON.stringify(runtime));
  const printed: string[] = [];
  const certs = (...args: readonly string[]) =>
    runCertsCommand([...args, '--state', state], {
      revocationIdOf: (certificate) => certificateIds(certificate).serial,
      print: (text) => void printed.push(text),
      now: () => now,
    });
  const kept = async (id: string) => {
    const operation = dynamodb.api.operations.get('GetItem');
    const input = { TableName: 'Credentials', Key: { credentialId: { S: `certificate#${id}` } } };
    const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:user/developer' } as const;
    const { Item } = (await operation?.run(input, { caller, requestId: 'r', nowMillis: now })) ?? {};
    return Item;
  };
  const end = async () => {
    await endpoint[Symbol.asyncDispose]();
    await dynamodb.close();
  };
  const issued = (): TestClient => {
    const [client] = testClientsIn(join(state, 'tls'));
    assert.ok(client);
    return client;
  };
  return { certs, kept, printed, issued, state, [Symbol.asyncDispose]: end };
}

describe('portcullis certs revoke', () => {
  it('writes where authorizers look, by the serial number as anybody writes it', async () => {
    await using system = await setup();
    await system.certs('issue', 'acme');
    const { certificate } = system.issued();
    const spelled = certificate.serialNumber.toLowerCase().match(/../g)?.join(':') ?? '';
    await system.certs('revoke', spelled);
    assert.deepEqual(await system.kept(certificateIds(certificate).serial), {
      credentialId: { S: `certificate#${certificateIds(certificate).serial}` },
      status: { S: 'revoked' },
      revokedAtSeconds: { N: String(now / 1_000) },
      revokedBy: { S: 'portcullis-certs' },
      subjectDN: { S: 'CN=acme' },
      issuerDN: { S: 'CN=Portcullis test client CA' },
      serialNumber: { S: certificate.serialNumber },
    });
    assert.match(system.printed.at(-1) ?? '', /^Revoked in Credentials: [0-9A-F]{32}, CN=acme$/);
  });

  it('revokes a certificate of another authority by its file', async () => {
    await using system = await setup();
    const validity = { nowMillis: now, days: 1 };
    const { certificate } = issueClientCertificate(issueClientAuthority(validity), 'globex', validity);
    const file = join(system.state, 'globex.pem');
    writeFileSync(file, certificate.toString());
    await system.certs('revoke', '--certificate', file);
    assert.ok(await system.kept(certificateIds(certificate).serial));
  });

  it('says what the service answers when it refuses', async () => {
    await using system = await setup();
    await system.certs('issue', 'acme');
    const serial = system.issued().certificate.serialNumber;
    await assert.rejects(system.certs('revoke', serial, '--table', 'Other'), /answered 400.+ResourceNotFound/);
    writePrivateFile(join(system.state, 'master.key'), Buffer.alloc(32, 8).toString('base64'));
    await assert.rejects(system.certs('revoke', serial), /answered 40[03]/);
  });

  it('asks which table where no output says it, or two do', async () => {
    for (const outputs of [{}, { A: { CredentialTableName: 'a' }, B: { CredentialTableName: 'b' } }]) {
      await using system = await setup(outputs);
      await system.certs('issue', 'acme');
      const serial = system.issued().certificate.serialNumber;
      await assert.rejects(system.certs('revoke', serial), /name the table with --table/);
    }
  });

  it('prints nothing of a key', async () => {
    await using system = await setup();
    await system.certs('issue', 'acme');
    await system.certs('revoke', system.issued().certificate.serialNumber);
    const key = readFileSync(system.issued().files.key, 'utf8').split('\n')[1] ?? '';
    assert.ok(key !== '' && system.printed.every((text) => !text.includes(key)));
  });
});

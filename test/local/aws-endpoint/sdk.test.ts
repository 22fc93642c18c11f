import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import { describe, it } from 'node:test';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { developer, endpointFixture, teller } from './fixture.ts';

type Endpoint = Awaited<ReturnType<typeof endpointFixture>>;
type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

const clientOf = ({ url, ca }: Endpoint, credentials: Credentials, region = 'eu-central-1') =>
  new DynamoDBClient({
    endpoint: url,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { httpsAgent: new Agent({ ca }) },
  });

const tellerCredentials = {
  accessKeyId: teller.accessKeyId,
  secretAccessKey: teller.secretAccessKey,
  sessionToken: teller.sessionToken ?? '',
};
const put = (table: string) => new PutItemCommand({ TableName: table, Item: { id: { S: 'zażółć' } } });

describe('the AWS SDK', () => {
  it('is let in with the credentials of a function, as far as its role goes', async () => {
    await using endpoint = await endpointFixture({
      'dynamodb:PutItem table/Ledger': 'allowed',
      'dynamodb:PutItem table/Vault': 'denied',
    });
    endpoint.setClock(Date.now());
    const client = clientOf(endpoint, tellerCredentials);
    assert.deepEqual((await client.send(put('Ledger'))).Attributes, { caller: { S: 'function' } });
    await assert.rejects(client.send(put('Other')), {
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/teller/transfers is not authorized to perform: dynamodb:PutItem ' +
        'on resource: table/Other because no identity-based policy allows the dynamodb:PutItem action',
    });
    await assert.rejects(client.send(put('Vault')), {
      message: /on resource: table\/Vault with an explicit deny in an identity-based policy$/,
    });
  });

  it('is let in with the credentials of the developer, for everything', async () => {
    await using endpoint = await endpointFixture();
    endpoint.setClock(Date.now());
    const { accessKeyId, secretAccessKey } = developer;
    const client = clientOf(endpoint, { accessKeyId, secretAccessKey });
    assert.deepEqual((await client.send(put('Any'))).Attributes, { caller: { S: 'developer' } });
  });

  it('is refused with a wrong secret, key, session or region', async () => {
    await using endpoint = await endpointFixture({ 'dynamodb:PutItem table/Ledger': 'allowed' });
    endpoint.setClock(Date.now());
    const { sessionToken: _, ...withoutSession } = tellerCredentials;
    for (const [credentials, name] of [
      [{ ...tellerCredentials, secretAccessKey: 'another' }, 'InvalidSignatureException'],
      [{ ...tellerCredentials, accessKeyId: 'ASIA0000000000000000' }, 'UnrecognizedClientException'],
      [{ ...tellerCredentials, sessionToken: 'another' }, 'UnrecognizedClientException'],
      [withoutSession, 'UnrecognizedClientException'],
      [{ ...developer, sessionToken: 'needless' }, 'UnrecognizedClientException'],
    ] as const) {
      await assert.rejects(clientOf(endpoint, credentials).send(put('Ledger')), { name });
    }
    const elsewhere = clientOf(endpoint, tellerCredentials, 'eu-west-1');
    await assert.rejects(elsewhere.send(put('Ledger')), { name: 'InvalidSignatureException', message: /valid region/ });
  });

  it('corrects its clock when it is told the right time, and is refused before', async () => {
    await using endpoint = await endpointFixture();
    endpoint.setClock(Date.now() + 3_600_000);
    await assert.rejects(clientOf(endpoint, tellerCredentials).send(put('Ledger')), { message: /^Signature expired/ });
  });

  it('sees errors of a service as such, with their fields, and nothing of what is broken', async () => {
    await using endpoint = await endpointFixture();
    endpoint.setClock(Date.now());
    const client = clientOf(endpoint, tellerCredentials);
    await assert.rejects(client.send(new DescribeTableCommand({ TableName: 'none' })), {
      name: 'ResourceNotFoundException',
      message: 'No such table',
      Table: 'none',
    });
    await assert.rejects(client.send(new DescribeTableCommand({ TableName: 'broken' })), (error: Error) => {
      assert.equal(error.name, 'InternalFailure');
      assert.doesNotMatch(JSON.stringify(error), /secret detail/);
      return true;
    });
    assert.deepEqual(endpoint.reported.map(String), ['Error: a secret detail']);
  });

  it('may call an unsigned operation, and is anonymous there whatever it signs with', async () => {
    await using endpoint = await endpointFixture();
    const { TableNames } = await clientOf(endpoint, tellerCredentials).send(new ListTablesCommand());
    assert.deepEqual(TableNames, ['anonymous']);
  });
});

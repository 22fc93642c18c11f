import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { developerIdentity } from '../../../lib/local/aws-endpoint/index.ts';
import { developer, endpointFixture } from './fixture.ts';

const listTables = { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' };

describe('the AWS endpoint', () => {
  it('names the operation that the local runtime does not do', async () => {
    await using endpoint = await endpointFixture();
    for (const target of ['DynamoDB_20120810.CreateBackup', 'Kinesis_20131202.PutRecord', 'constructor', '']) {
      const reply = await endpoint.send(
        { method: 'POST', path: '/', headers: { ...listTables, 'x-amz-target': target } },
        '{}',
      );
      assert.equal(reply.status, 400);
      const { __type, message } = JSON.parse(reply.text);
      assert.deepEqual([__type, message], ['UnknownOperationException', `The local runtime does not do ${target}`]);
    }
  });

  it('answers with a 500 in the place of what HTTP does not let out', { timeout: 5_000 }, async () => {
    await using endpoint = await endpointFixture();
    const reply = await endpoint.send({ path: '/unspeakable' });
    assert.deepEqual([reply.status, JSON.parse(reply.text).__type], [500, 'InternalFailure']);
    assert.equal(endpoint.reported.length, 1);
    assert.equal((await endpoint.send({ path: '/hello' })).status, 200);
  });

  it('takes an operation only by POST to /', async () => {
    await using endpoint = await endpointFixture();
    const of = async (method: string, path: string) =>
      (await endpoint.send({ method, path, headers: listTables }, method === 'POST' ? '{}' : '')).status;
    assert.equal(await of('POST', '/'), 200);
    assert.equal(await of('POST', '/tables'), 400);
    assert.equal(await of('GET', '/'), 400);
  });

  it('refuses a body of another content type, of no JSON, and of JSON that is no object', async () => {
    await using endpoint = await endpointFixture();
    const codeOf = async (contentType: string, body: string) => {
      const headers = { ...listTables, 'content-type': contentType };
      return JSON.parse((await endpoint.send({ method: 'POST', path: '/', headers }, body)).text).__type;
    };
    const serialization = 'com.amazon.coral.service#SerializationException';
    assert.equal(await codeOf('application/x-amz-json-1.0', '{}'), undefined);
    assert.equal(await codeOf('application/x-amz-json-1.1', '{}'), serialization);
    assert.equal(await codeOf('application/json', '{}'), serialization);
    for (const body of ['', '{', '[]', 'null', '"x"']) {
      assert.equal(await codeOf('application/x-amz-json-1.0', body), serialization);
    }
  });

  it('refuses a body that is too large, before it has come', { timeout: 5_000 }, async () => {
    await using endpoint = await endpointFixture();
    const headers = { ...listTables, 'content-length': String(17 * 1024 * 1024), expect: '100-continue' };
    const reply = await endpoint.send({ method: 'POST', path: '/', headers });
    assert.equal(reply.status, 413);
    assert.equal(JSON.parse(reply.text).__type, 'RequestEntityTooLargeException');
  });

  it('hands every request without a target to the routes, and answers 404 when none takes it', async () => {
    await using endpoint = await endpointFixture();
    const hello = await endpoint.send({ path: '/hello?name=Ada' });
    assert.deepEqual([hello.status, hello.text], [200, 'hello name=Ada']);
    assert.equal((await endpoint.send({ path: '/elsewhere' })).status, 404);
    assert.deepEqual(endpoint.reported, []);
  });
});

describe('the credentials of the developer', () => {
  it('stay the same as long as the master key does', () => {
    const account = { partition: 'aws', accountId: '123456789012' };
    assert.deepEqual(developerIdentity({ ...account, masterKey: Buffer.alloc(32, 7) }), developer);
    const other = developerIdentity({ ...account, masterKey: Buffer.alloc(32, 8) });
    assert.notEqual(other.accessKeyId, developer.accessKeyId);
    assert.notEqual(other.secretAccessKey, developer.secretAccessKey);
    assert.match(other.accessKeyId, /^AKIA[A-Z2-7]{16}$/);
  });
});

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertProblem } from './assert-problem.ts';
import { bankForTests, type RunningBank, startBank } from './running-bank.ts';

const bank = bankForTests();

/** Only what the gateway says by itself has this header: the function behind it was not asked. */
const byTheGateway = 'x-amzn-errortype';

describe('the gateway, before any function runs', () => {
  it('refuses a caller without a token', async () => {
    const answer = await bank().client.call('/accounts');
    assertProblem(answer, 401, 'unauthenticated');
    assert.equal(answer.headers[byTheGateway], 'UnauthorizedException');
  });

  it('leaves a token with another scope of the bank to the endpoint, whose 403 it could not answer', async () => {
    const answer = await bank().as('olivia', '/accounts');
    assertProblem(answer, 403, 'access-denied');
    assert.equal(answer.headers[byTheGateway], undefined);
  });

  it('refuses a partner whose key it does not know', async () => {
    const answer = await bank().client.call('/rates', { headers: { 'x-api-key': 'test' } });
    assertProblem(answer, 401, 'unauthenticated');
    assert.equal(answer.headers[byTheGateway], 'AccessDeniedException');
    assert.match(String(answer.headers['www-authenticate']), /^ApiKey realm="portcullis-bank"/);
  });

  it('refuses a payload above 10 MB', async () => {
    const answer = await bank().client.call('/accounts', { method: 'POST', body: Buffer.alloc(11 * 1024 * 1024) });
    assertProblem(answer, 413, 'body-too-large');
    assert.equal(answer.headers[byTheGateway], 'RequestTooLargeException');
  });
});

describe('the access log', () => {
  it('has a line for each request, without credentials', {
    skip: process.env['PORTCULLIS_URL'] !== undefined,
  }, async () => {
    const { demo, client, runtime } = bank();
    const token = await bank().token('alice');
    const answer = await bank().as('alice', '/me?access=sesame-open');
    const rates = await client.call('/rates', { headers: { 'x-api-key': demo.partner.apiKey } });
    const folder = join(runtime?.stateFolder ?? '', 'logs');
    const text = globSync('*-access.log', { cwd: folder })
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const each of [answer, rates]) {
      const line = lines.find(({ requestId }) => requestId === each.headers['x-amzn-requestid']);
      assert.equal(line?.status, String(each.status));
    }
    for (const secret of [token, demo.partner.apiKey, 'sesame-open']) assert.ok(!text.includes(secret));
  });
});

describe('a token that has expired', { skip: process.env['PORTCULLIS_URL'] !== undefined }, () => {
  let later: RunningBank | undefined;
  let skewMillis = 0;
  before(async () => {
    later = await startBank(undefined, () => Date.now() + skewMillis);
  });
  after(() => later?.close());

  it('is refused, and said to be', async () => {
    assert.equal((await later?.as('alice', '/me'))?.status, 200);
    skewMillis = 16 * 60_000;
    const answer = await later?.as('alice', '/me');
    assert.ok(answer !== undefined);
    assertProblem(answer, 401, 'token-expired');
    assert.match(String(answer.headers['www-authenticate']), /^Bearer/);
  });
});

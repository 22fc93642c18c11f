import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

/** A token that nobody issued; its middle is what is looked for. */
const tokenWith = (secret: string) =>
  `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(`{"${secret}":1}`).toString('base64url')}.c2ln`;
const cardNumber = '4111111111111111';

describe('no log tells', () => {
  it('what was sent as a credential, also where it does not belong', async (context) => {
    const { runtime, client, demo, token } = bank();
    if (runtime === undefined) return context.skip('the logs of a deployed stack are in CloudWatch');
    const bearer = await token('alice');
    const calls = [
      client.call('/accounts', { headers: { authorization: `Bearer ${bearer}` } }),
      client.call('/accounts', { headers: { authorization: `Bearer ${tokenWith('sentinel-forged')}` } }),
      client.call('/rates', { headers: { 'x-api-key': demo.partner.apiKey } }),
      ...['proxy-authorization', 'cookie', 'referer', 'x-auth-token', 'x-amz-security-token'].map((name) =>
        client.call('/health', { headers: { [name]: `sentinel-${name}` } }),
      ),
      ...[`access_token=${bearer}`, `x-api-key=${demo.partner.apiKey}`, 'password=sentinel-query'].map((query) =>
        client.call(`/accounts?${query}`, { headers: { authorization: `Bearer ${bearer}` } }),
      ),
      client.call(`/accounts?${tokenWith('sentinel-name')}=1`, { headers: { authorization: `Bearer ${bearer}` } }),
      ...[
        { name: 'a', currency: 'EUR', password: 'sentinel-password' },
        { name: cardNumber, currency: cardNumber },
        { [tokenWith('sentinel-key')]: 1 },
        { name: "1' OR '1'='1' -- sentinel-attack" },
      ].map((body) =>
        client.call('/accounts', { method: 'POST', headers: { authorization: `Bearer ${bearer}` }, body }),
      ),
    ];
    await Promise.all(calls);

    const folder = join(runtime.stateFolder, 'logs');
    const files = readdirSync(folder);
    assert.ok(files.some((file) => file.startsWith('waf-')) && files.some((file) => file.endsWith('-access.log')));
    const secrets = [
      ...['sentinel', cardNumber, bearer, bearer.split('.')[1] ?? '', demo.partner.apiKey],
      ...Object.values(demo.users).flatMap(({ password, totpSecret }) => [password, totpSecret]),
      ...['sentinel-forged', 'sentinel-name', 'sentinel-key'].map((each) => tokenWith(each).split('.')[1] ?? ''),
    ];
    for (const file of files) {
      const log = readFileSync(join(folder, file), 'utf8');
      for (const secret of secrets) assert.ok(!log.includes(secret), `${file} holds ${secret.slice(0, 12)}`);
    }
  });
});

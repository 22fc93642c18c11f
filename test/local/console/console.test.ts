import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createConsole } from '../../../lib/local/console/index.ts';
import { createOutbox } from '../../../lib/local/outbox/index.ts';
import { testEnvironment } from '../support/environment.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const PASSWORD = 'the password of the console';

/** A console over plain HTTP that takes itself for `https://127.0.0.1:<port>`, as it does behind TLS. */
const running = async (t: TestContext, wrongAnswerMillis = 1) => {
  let nowMillis = 0;
  const environment = testEnvironment('', () => nowMillis);
  const outbox = createOutbox({ environment, memory: true });
  const server = createServer((...both) => listener(...both));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const origin = `https://127.0.0.1:${port}`;
  const listener = createConsole({
    outbox,
    overview: () => [{ title: 'Functions', columns: ['Name'], rows: [['<transfer>']] }],
    password: PASSWORD,
    origin,
    now: environment.now,
    report: (error) => assert.fail(String(error)),
    wrongAnswerMillis,
  });
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const ask = (path: string, { method = 'GET', headers = {}, body = '' }: Asked = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const host = `127.0.0.1:${port}`;
      const sent = request({ port, path, method, headers: { host, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const form = (headers: Readonly<Record<string, string>> = {}) => ({
    origin,
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  });
  const signIn = async (password = PASSWORD) =>
    ask('/sign-in', { method: 'POST', headers: form(), body: new URLSearchParams({ password }).toString() });
  const cookie = async () => ({ cookie: String((await signIn()).headers['set-cookie']).split(';')[0] ?? '' });
  return { outbox, port, origin, ask, form, signIn, cookie, wait: (millis: number) => (nowMillis += millis) };
};

test('shows nothing of the outbox to whoever is not signed in', async (t) => {
  const { ask, outbox } = await running(t);
  const { messageId } = outbox.post(mail('The code is 493817'));
  for (const path of [
    '/',
    '/?to=ann@example.com',
    `/messages/${messageId}`,
    `/messages/${messageId}/html`,
    '/services',
  ]) {
    const { status, body } = await ask(path);
    assert.equal(status, 401, path);
    assert.doesNotMatch(body, /493817|ann@example|transfer/);
  }
  assert.equal((await ask('/', { headers: { cookie: '__Host-portcullis-console=guessed' } })).status, 401);
});

test('a person who has the password reads messages, by recipient, and signs out', async (t) => {
  const { ask, cookie, form, outbox } = await running(t);
  const { messageId } = outbox.post(mail('The code is 493817'));
  outbox.post({ ...mail('Another'), to: 'bob@example.com' });
  const headers = await cookie();
  const list = await ask('/?to=ann%40example.com', { headers });
  assert.equal(list.status, 200);
  assert.match(list.body, /ann@example\.com/);
  assert.doesNotMatch(list.body, /bob@example\.com/);
  assert.match((await ask(`/messages/${messageId}`, { headers })).body, /The code is 493817/);
  assert.equal((await ask('/messages/00000000-0000-0000-0000-000000000000', { headers })).status, 404);
  assert.match((await ask('/services', { headers })).body, /&lt;transfer&gt;/);
  await ask('/sign-out', { method: 'POST', headers: form(headers) });
  assert.equal((await ask('/', { headers })).status, 401);
});

test('the session is a cookie of this host alone, which no script reads and no other site sends, and ends when idle', async (t) => {
  const { signIn, ask, cookie, wait } = await running(t);
  const { status, headers } = await signIn();
  assert.equal(status, 303);
  assert.match(
    String(headers['set-cookie']),
    /^__Host-portcullis-console=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  );
  const session = await cookie();
  wait(59 * 60_000);
  assert.equal((await ask('/', { headers: session })).status, 200);
  wait(60 * 60_000);
  assert.equal((await ask('/', { headers: session })).status, 401);
});

test('refuses a wrong password late, and more than four guesses at once', async (t) => {
  const { signIn } = await running(t, 150);
  const began = performance.now();
  const statuses = (await Promise.all(Array.from({ length: 6 }, () => signIn('a guess')))).map(({ status }) => status);
  assert.ok(performance.now() - began >= 140);
  assert.deepEqual(statuses.toSorted(), [401, 401, 401, 401, 429, 429]);
  assert.equal((await signIn()).status, 303);
});

test('refuses another host, leads localhost to 127.0.0.1, and takes forms from its own pages only', async (t) => {
  const { ask, port, cookie, form, origin } = await running(t);
  const session = await cookie();
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `localhost.evil.example:${port}`]) {
    assert.equal((await ask('/', { headers: { ...session, host } })).status, 421, host);
  }
  const led = await ask('/', { headers: { host: `localhost:${port}` } });
  assert.deepEqual([led.status, led.headers.location], [307, `${origin}/`]);
  const body = `password=${encodeURIComponent(PASSWORD)}`;
  for (const headers of [
    form({ origin: 'https://evil.example' }),
    form({ origin: 'null' }),
    { 'content-type': 'application/x-www-form-urlencoded' },
  ]) {
    assert.equal((await ask('/sign-in', { method: 'POST', headers, body })).status, 403);
  }
});

test('escapes what a message says, and shows the HTML of a mail in a frame that can do nothing', async (t) => {
  const { ask, cookie, outbox } = await running(t);
  const attack = '<script>alert(1)</script>';
  const { messageId } = outbox.post({ ...mail(attack), subject: attack, from: attack, html: attack });
  const headers = await cookie();
  for (const path of ['/', `/?to=${encodeURIComponent(attack)}`, `/messages/${messageId}`]) {
    const { body, headers: answered } = await ask(path, { headers });
    assert.doesNotMatch(body, /<script/, path);
    assert.match(String(answered['content-security-policy']), /^default-src 'none';.*frame-ancestors 'none'$/);
    assert.equal(answered['cache-control'], 'no-store');
  }
  assert.match((await ask(`/messages/${messageId}`, { headers })).body, /<iframe sandbox="" /);
  const framed = await ask(`/messages/${messageId}/html`, { headers });
  assert.equal(framed.body, attack);
  assert.match(String(framed.headers['content-security-policy']), /^sandbox; default-src 'none'; /);
});

function mail(text: string) {
  return {
    channel: 'email',
    from: 'no-reply@bank.example',
    to: 'ann@example.com',
    subject: 'Hello',
    text,
    html: undefined,
    sentBy: 'ses',
  } as const;
}

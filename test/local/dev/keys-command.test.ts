import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { runKeysCommand } from '../../../lib/local/dev/keys-command.ts';
import { operatorToken } from '../../../lib/local/dev/operator-token.ts';
import { problemText } from '../../../lib/local/dev/problem-text.ts';

const url = ['--url', 'https://localhost:1'];
const token = 'abc.def.ghi';
const key = `pcl_live_AbCdEfGhIjKl_${'s'.repeat(49)}`;

/** The command with a token, and what it wrote. */
async function refusal(...args: readonly string[]): Promise<string> {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  const variables = { PORTCULLIS_TOKEN: token };
  const run = runKeysCommand(args, { variables, input: Readable.from([]), print: write, tell: write });
  const error = await run.then(
    () => assert.fail('it was not refused'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Error);
  assert.deepEqual(written, []);
  return error.message;
}

describe('the arguments of portcullis keys', () => {
  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['another action', ['forge'], /There is no 'keys forge'/],
    ['an address that is not encrypted', ['list', '--url', 'http://localhost:1'], /begins with https/],
    ['an address with a password', ['list', '--url', 'https://a:b@localhost:1'], /no user, no query/],
    ['an address with a query', ['list', '--url', 'https://localhost:1/?a=b'], /no user, no query/],
    ['no name', ['issue', '--purpose', 'p', '--scope', 's', ...url], /takes one name/],
    ['no scope', ['issue', 'Acme', '--purpose', 'p', ...url], /needs --purpose and --scope/],
    ['a life without an end', ['issue', 'Acme', '--purpose', 'p', '--scope', 's', '--days', '366', ...url], /--days/],
    ['a grace that is no number', ['rotate', 'AbCdEfGhIjKl', '--grace', '1e3', ...url], /--grace/],
    ['no id', ['revoke', ...url], /takes the id of one key/],
    ['an id that leads elsewhere', ['revoke', '../customers', ...url], /takes the id of one key/],
    ['no folder of a runtime', ['list', '--state', 'no-such-folder'], /Nothing ran with/],
  ];
  for (const [what, args, message] of refused) {
    it(`are refused: ${what}`, async () => assert.match(await refusal(...args), message));
  }

  it('take no token: its option does not exist, and its value is not repeated', async () => {
    const message = await refusal('list', `--token=${token}`);
    assert.match(message, /Unknown option '--token'/);
    assert.ok(!message.includes(token));
  });

  it('are not repeated where they hold a whole key', async () => {
    const message = await refusal('revoke', key, ...url);
    assert.match(message, /A whole key was given/);
    assert.ok(!message.includes(key));
  });

  it('say that it is not known what became of a request without an answer', async () => {
    const message = await refusal('rotate', 'AbCdEfGhIjKl', ...url);
    assert.match(message, /^https:\/\/localhost:1 did not answer: .+\nWhether anything was changed is not known/);
  });
});

describe('the token of an operator', () => {
  const from = (given: string | undefined, input = '') =>
    operatorToken({ variables: { PORTCULLIS_TOKEN: given }, input: Readable.from([input]) });

  it('comes from the environment, or else from standard input', async () => {
    assert.equal(await from(token, 'other'), token);
    assert.equal(await from(undefined, `${token}\n`), token);
  });

  it('is not waited for where somebody would have to type it', async () => {
    const input = Object.assign(Readable.from([token]), { isTTY: true });
    await assert.rejects(operatorToken({ variables: {}, input }), /There is no access token/);
  });

  it('is refused when it is empty, or would be more than a token, and is not repeated', async () => {
    await assert.rejects(from('', token), /is empty/);
    await assert.rejects(from(undefined), /is empty/);
    for (const other of [`${token}\r\nx-api-key: x`, `${token} ${token}`, '{"message":"denied"}']) {
      await assert.rejects(
        from(other),
        ({ message }: Error) => /no access token/.test(message) && !message.includes(other),
      );
    }
  });
});

describe('a refusal for people', () => {
  const answer = (status: number, json: unknown, headers: Readonly<Record<string, string>> = {}) => ({
    status,
    json,
    header: (name: string) => headers[name],
  });

  it('asks for another sign-in where the one of the token is too old', () => {
    const challenge = 'Bearer realm="api", error="insufficient_user_authentication", max_age=3600';
    const text = problemText(answer(401, { title: 'No', code: 'unauthenticated' }, { 'www-authenticate': challenge }));
    assert.match(text, /Next: sign in again/);
  });

  it('says when to ask again', () => {
    assert.match(problemText(answer(429, { title: 'Slow' }, { 'retry-after': '7' })), /Next: ask again in 7 s/);
  });

  it('does not send control characters to the terminal', () => {
    const text = problemText(answer(409, { title: 'a\u001b]0;b\u0007', code: 'c\nNext: curl evil' }));
    for (const control of ['\u001b', '\u0007']) assert.ok(!text.includes(control));
    assert.equal(text.split('\n').length, 1);
  });

  it('is no answer of another server', () => {
    assert.match(problemText(answer(502, undefined)), /Is --url the address of the API\?/);
  });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCurl } from '../../../lib/local/firewall-explain/requests/read-curl.ts';
import { readHar } from '../../../lib/local/firewall-explain/requests/read-har.ts';
import { readRaw } from '../../../lib/local/firewall-explain/requests/read-raw.ts';
import { shellWords } from '../../../lib/local/firewall-explain/requests/shell-words.ts';
import { folder } from '../firewall-app/assembly-under-test.ts';
import { asSent, comparable } from './as-sent.ts';
import type { SentByCurl } from './ask-curl.ts';
import { curlLines } from './curl-lines.ts';

const facts: { readonly sent: readonly SentByCurl[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'curl-facts.json'), 'utf8'),
);

describe('a curl line', () => {
  it('is taken for what curl sends for it, byte for byte, as was recorded', () => {
    assert.deepEqual(
      facts.sent.map(({ args }) => args),
      curlLines,
      'npm run conformance:curl -- --record',
    );
    for (const fact of facts.sent) {
      assert.deepEqual(comparable(asSent(fact.args)), comparable(fact), fact.args.join(' '));
    }
  });

  it('may read its data from files, as curl does', () => {
    const file = join(folder, 'data.txt');
    writeFileSync(file, 'a=1\r\nb\0');
    const bodyOf = (...args: readonly string[]) => readCurl([...args, 'http://h/']).request.body.toString();
    assert.equal(bodyOf('-d', `@${file}`), 'a=1b');
    assert.equal(bodyOf('--data-binary', `@${file}`), 'a=1\r\nb\0');
    assert.equal(bodyOf('--data-urlencode', `q@${file}`), 'q=a%3D1%0D%0Ab%00');
    assert.equal(bodyOf('--json', `@${file}`), 'a=1\r\nb\0');
  });

  it('takes the host and the credentials out of the URL', () => {
    const headersOf = (url: string) => readCurl([url]).request.headers;
    assert.deepEqual(headersOf('https://u:p%40@h.example:443/')[0], ['Host', 'h.example']);
    assert.deepEqual(headersOf('https://u:p%40@h.example:443/')[1], ['Authorization', 'Basic dTpwQA==']);
    assert.deepEqual(headersOf('http://h.example:443/')[0], ['Host', 'h.example:443']);
  });

  it('says which options it ignores, and why', () => {
    const { remarks } = readCurl(['-sk', '--max-time', '9', 'http://h/']);
    assert.deepEqual(remarks, [
      '-s is ignored: it is about what curl shows',
      '-k is ignored: the firewall stands behind TLS',
      '--max-time is ignored: it is about how long curl waits',
    ]);
  });

  it('refuses by name what it does not understand, and what nobody could', () => {
    const refuses = (args: readonly string[], why: RegExp) => assert.throws(() => readCurl(args), why);
    refuses(['--tlsv9', 'http://h/'], /--tlsv9 is not understood/);
    refuses(['--data=x', 'http://h/'], /--data=x is not understood/);
    refuses(['-sZ', 'http://h/'], /-Z is not understood/);
    refuses(['-F', 'a=b', 'http://h/'], /-F cannot be explained: its boundary is random/);
    refuses(['--digest', 'http://h/'], /--digest cannot be explained/);
    refuses(['-b', 'cookies.txt', 'http://h/'], /names a file of cookies/);
    refuses(['-d', '@-', 'http://h/'], /standard input/);
    refuses(['-X'], /-X needs a value/);
    refuses([], /names one URL/);
    refuses(['http://a/', 'http://b/'], /names one URL/);
    refuses(['-I', '-d', 'x', 'http://a/'], /either -I or data/);
    refuses(['http://a/{b,c}'], /add -g/);
    refuses(['http://a/b c'], /is no URL/);
    refuses(['ftp://a/'], /is no URL/);
  });
});

describe('a line in one argument', () => {
  it('is split as a shell does, also as browsers write it', () => {
    const line = "curl 'a b' \"c\\\"d\\$\" e\\ f \\\n  -H $'x: \\u0041\\'\\n' g''h ''";
    assert.deepEqual(shellWords(line), ['curl', 'a b', 'c"d$', 'e f', '-H', "x: A'\n", 'gh', '']);
  });

  it('is refused where a shell would do more than split it', () => {
    for (const line of [
      'curl $(id)',
      'curl `id`',
      'curl a | b',
      'curl a; b',
      'curl a > b',
      'curl "$HOME"',
      'curl a & b',
    ]) {
      assert.throws(() => shellWords(line), /which a shell would act upon/, line);
    }
    assert.throws(() => shellWords("curl 'a"), /quote that is not closed/);
    assert.throws(() => shellWords(String.raw`curl $'\q'`), /not known inside/);
  });
});

describe('a raw request', () => {
  it('is taken as it stands, with either line end', () => {
    const { request, remarks } = readRaw(
      Buffer.from('POST /a/../b?c=%41 HTTP/1.1\r\nHost: h\r\nX-A:  1 \r\n\r\n\0\xff', 'latin1'),
    );
    assert.deepEqual(request, {
      method: 'POST',
      uriPath: '/a/../b',
      queryString: 'c=%41',
      headers: [
        ['Host', 'h'],
        ['X-A', '1'],
      ],
      body: Buffer.from([0, 255]),
    });
    assert.deepEqual(remarks, []);
    assert.equal(readRaw(Buffer.from('GET / HTTP/1.1\nHost: h\n')).request.headers.length, 1);
    assert.equal(readRaw(Buffer.from('GET http://h/a?b HTTP/1.1\n\n')).request.uriPath, '/a');
  });

  it('is looked at whole, whatever it says of its length', () => {
    const { request, remarks } = readRaw(Buffer.from('POST / HTTP/1.1\nContent-Length: 2\n\nabcd'));
    assert.equal(request.body.toString(), 'abcd');
    assert.match(remarks[0] ?? '', /Content-Length says 2, and the body has 4 bytes/);
  });

  it('is refused when it is none', () => {
    assert.throws(() => readRaw(Buffer.from('hello\n\n')), /begins with a line such as/);
    assert.throws(() => readRaw(Buffer.from('GET / HTTP/2\n\n')), /begins with a line such as/);
    assert.throws(() => readRaw(Buffer.from('GET /\x1b[31m\n\n')), /\\x1b\[31m/, 'nothing that a terminal acts upon');
    assert.throws(() => readRaw(Buffer.from('GET / HTTP/1.1\nHost: h\n folded\n\n')), /line 3 of the raw request/);
  });
});

describe('an HTTP archive', () => {
  const har = (request: object, more: object = {}) =>
    readHar(
      JSON.stringify({ log: { entries: [{ request: { method: 'GET', headers: [], ...request }, ...more }] } }),
    )[0];

  it('hands on the URL undecoded, the headers without those of HTTP/2, and the body', () => {
    const headers = [
      { name: ':authority', value: 'x' },
      { name: 'X-A', value: 'ü' },
    ];
    const entry = har(
      {
        method: 'POST',
        url: 'https://h.example/a/../b?c=%41#d',
        headers,
        postData: { mimeType: 'text/plain', text: 'é' },
      },
      { startedDateTime: '2027-01-15T08:00:00.000Z' },
    );
    assert.deepEqual(entry, {
      request: {
        method: 'POST',
        uriPath: '/a/../b',
        queryString: 'c=%41',
        headers: [
          ['Host', 'h.example'],
          ['X-A', 'Ã¼'],
        ],
        body: Buffer.from('é'),
      },
      remarks: [],
      sentMillis: 1_800_000_000_000,
    });
    const form = {
      mimeType: 'application/x-www-form-urlencoded',
      params: [
        { name: 'a', value: '1' },
        { name: 'b', value: '' },
      ],
    };
    assert.equal(har({ url: 'http://h', postData: form })?.request.body.toString(), 'a=1&b=');
    assert.equal(har({ url: 'http://h' })?.request.uriPath, '/');
  });

  it('is refused when it is none', () => {
    assert.throws(() => readHar('{"log":{"entries":[]}}'), /no HTTP archive: log\.entries/);
    assert.throws(() => readHar('{"log":{"entries":[{"request":{"method":"GET"}}]}}'), /log\.entries\.0\.request/);
  });
});

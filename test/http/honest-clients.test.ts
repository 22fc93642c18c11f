import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();
const run = promisify(execFile);

/** As the programs and libraries call themselves when nobody tells them otherwise. */
const userAgents: readonly string[] = [
  'curl/7.88.1',
  'curl/8.14.1',
  'curl/7.64.1 (x86_64-apple-darwin20.0) libcurl/7.64.1 (SecureTransport) LibreSSL/2.8.3 zlib/1.2.11 nghttp2/1.41.0',
  'Wget/1.21.3',
  'HTTPie/3.2.2',
  'node',
  'undici',
  'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
  'axios/1.6.7',
  'got (https://github.com/sindresorhus/got)',
  'Python-urllib/3.11',
  'python-requests/2.31.0',
  'python-httpx/0.27.0',
  'Python/3.12 aiohttp/3.9.3',
  'Go-http-client/1.1',
  'Go-http-client/2.0',
  'Java/17.0.2',
  'Java-http-client/21.0.1',
  'Apache-HttpClient/4.5.13 (Java/11.0.15)',
  'okhttp/4.12.0',
  'Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UQ1A.240205.004)',
  'Bank/5.2 (com.example.bank; build:421; iOS 17.4.1) Alamofire/5.9.0',
  'Ruby',
  'Faraday v2.9.0',
  'GuzzleHttp/7',
  'PHP/8.2',
  'Symfony HttpClient/Curl',
  'lwp-request/6.67 libwww-perl/6.68',
  'reqwest/0.11',
  'Dart/3.3 (dart:io)',
  'RestSharp/110.2.0.0',
  'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.2506',
  'PostmanRuntime/7.36.3',
  'insomnia/8.6.0',
  'k6/0.49.0 (https://k6.io/)',
  'kube-probe/1.29',
  'ELB-HealthChecker/2.0',
  'GitHub-Hookshot/4b31f2a',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
];

describe('the firewall lets an honest client in that calls itself', () => {
  for (const userAgent of userAgents) {
    it(userAgent, async () => {
      const headers = { 'user-agent': userAgent, 'x-api-key': bank().demo.partner.apiKey };
      const answer = await bank().client.call('/rates', { headers });
      assert.equal(answer.status, 200, answer.text);
    });
  }
});

describe('the firewall lets in, with a key and nothing else said', () => {
  const programs: readonly { readonly name: string; readonly options: (caFile: string) => readonly string[] }[] = [
    // `--disable` comes first, or a configuration file of this machine has a say.
    { name: 'curl', options: (caFile) => ['--disable', '--silent', '--fail-with-body', '--cacert', caFile] },
    {
      name: 'wget',
      options: (caFile) => ['--no-config', '--quiet', '--output-document=-', `--ca-certificate=${caFile}`],
    },
  ];
  for (const { name, options } of programs) {
    it(name, async (context) => {
      const { demo } = bank();
      const header = ['--header', `x-api-key: ${demo.partner.apiKey}`];
      try {
        const { stdout } = await run(name, [...options(demo.caFile), ...header, `${demo.apiUrl}/rates`]);
        assert.match(stdout, /^\{"base":/);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
        context.skip(`${name} is not installed`);
      }
    });
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAuthorization } from '../../../lib/local/aws-endpoint/parse-authorization.ts';
import { sha256, signatureOf } from '../../../lib/local/aws-endpoint/signature.ts';
import { AwsError } from '../../../lib/local/aws-service.ts';
import { developer, endpointFixture, now, type Reply } from './fixture.ts';

type Endpoint = Awaited<ReturnType<typeof endpointFixture>>;

interface Forgery {
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly signedHeaders?: readonly string[];
  readonly scope?: { readonly date?: string; readonly service?: string };
  /** Sent in the place of what was signed. */
  readonly sentBody?: string;
  readonly sentHeaders?: Readonly<Record<string, string | readonly string[]>>;
  readonly path?: string;
  /** Sent and signed. */
  readonly query?: string;
  readonly authorization?: (header: string) => string;
}

/** Signs a `PutItem` by hand, correctly but for what is said, and sends it. */
const send = ({ send, host }: Endpoint, forgery: Forgery = {}): Promise<Reply> => {
  const { query = '' } = forgery;
  const body = '{"TableName":"Ledger"}';
  const given = {
    host,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20261122T120000Z',
    'x-amz-target': 'DynamoDB_20120810.PutItem',
    ...forgery.headers,
  };
  const headers = new Map(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat()] as const])),
  );
  const signedHeaders = forgery.signedHeaders ?? [...headers.keys()].sort();
  const scope = { date: '20261122', region: 'eu-central-1', service: 'dynamodb', signedHeaders, ...forgery.scope };
  const timestamp = headers.get('x-amz-date')?.[0] ?? '';
  const signature = signatureOf(
    { method: 'POST', path: '/', query, headers, body: Buffer.from(body), timestamp },
    scope,
    developer.secretAccessKey,
  );
  const credential = `${developer.accessKeyId}/${scope.date}/eu-central-1/${scope.service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  const sent: Record<string, string | string[]> = {};
  for (const [name, values] of headers) sent[name] = values.length === 1 ? (values[0] ?? '') : [...values];
  return send(
    {
      method: 'POST',
      path: forgery.path ?? (query === '' ? '/' : `/?${query}`),
      // Lists of values are sent one header each.
      headers: {
        ...sent,
        authorization: (forgery.authorization ?? String)(authorization),
        ...forgery.sentHeaders,
      } as Record<string, string>,
    },
    forgery.sentBody ?? body,
  );
};

const codeOf = ({ text }: Reply): string => String(JSON.parse(text).__type);

describe('a signed request', () => {
  it('is let in when all is in order', async () => {
    await using endpoint = await endpointFixture();
    const reply = await send(endpoint);
    assert.equal(reply.status, 200, reply.text);
    assert.equal(reply.headers['content-type'], 'application/x-amz-json-1.0');
    assert.match(String(reply.headers['x-amzn-requestid']), /^[0-9a-f-]{36}$/);
  });

  it('is let in with a query that is signed, in whatever order', async () => {
    await using endpoint = await endpointFixture();
    assert.equal((await send(endpoint, { query: 'b=%2f&a=2&a=1+1&c' })).status, 200);
  });

  it('is let in with runs of spaces in a header, which signing makes one', async () => {
    await using endpoint = await endpointFixture();
    assert.equal((await send(endpoint, { headers: { 'x-note': 'a    b' } })).status, 200);
  });

  it('is let in with spaces around a header, which are not part of it', async () => {
    await using endpoint = await endpointFixture();
    const forgery = { headers: { 'x-note': 'a' }, sentHeaders: { 'x-note': '  a\t ' } };
    assert.equal((await send(endpoint, forgery)).status, 200);
  });

  const invalid = 'com.amazon.coral.service#InvalidSignatureException';
  const incomplete = 'com.amazon.coral.service#IncompleteSignatureException';
  const forgeries: readonly (readonly [string, Forgery, string])[] = [
    ['with another body than was signed', { sentBody: '{"TableName":"Vault"}' }, invalid],
    [
      'with another value of a signed header',
      { sentHeaders: { 'content-type': 'application/x-amz-json-1.1' } },
      invalid,
    ],
    [
      'with a no-break space before a signed header, which is part of it',
      { headers: { 'x-note': 'a' }, sentHeaders: { 'x-note': '\u00a0a' } },
      invalid,
    ],
    ['without the time', { headers: { 'x-amz-date': undefined } }, incomplete],
    ['with a time of another form', { headers: { 'x-amz-date': '20261122T12:00' } }, invalid],
    ['with a time more than five minutes old', { headers: { 'x-amz-date': '20261122T115459Z' } }, invalid],
    ['with a time more than five minutes ahead', { headers: { 'x-amz-date': '20261122T120501Z' } }, invalid],
    ['of another day than its scope', { scope: { date: '20261121' } }, invalid],
    ['for another service', { scope: { service: 'secretsmanager' } }, invalid],
    ['whose host is not signed', { signedHeaders: ['content-type', 'x-amz-date', 'x-amz-target'] }, invalid],
    ['whose target is not signed', { signedHeaders: ['content-type', 'host', 'x-amz-date'] }, invalid],
    ['with a further x-amz header that is not signed', { sentHeaders: { 'x-amz-extra': '1' } }, invalid],
    [
      'whose signed headers are out of order',
      { signedHeaders: ['x-amz-target', 'x-amz-date', 'host', 'content-type'] },
      invalid,
    ],
    ['which signs a header that it lacks', { signedHeaders: ['a', 'host', 'x-amz-date', 'x-amz-target'] }, invalid],
    ['with the hash of another body', { headers: { 'x-amz-content-sha256': sha256('') } }, invalid],
    ['with an unsigned payload', { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }, invalid],
    ['with a repeated time', { headers: { 'x-amz-date': ['20261122T120000Z', '20261122T120000Z'] } }, invalid],
    ['with the query of another signature', { query: 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0' }, invalid],
    ['with a query that is not signed', { path: '/?a=b' }, invalid],
    ['with a query that cannot be read', { path: '/?a=%ff' }, invalid],
    ['by Signature Version 4A', { authorization: (h) => h.replace('AWS4-HMAC', 'AWS4-ECDSA-P256') }, incomplete],
    ['by a bearer token', { authorization: () => 'Bearer x' }, incomplete],
  ];
  for (const [what, forgery, code] of forgeries) {
    it(`is refused ${what}`, async () => {
      await using endpoint = await endpointFixture();
      const reply = await send(endpoint, forgery);
      assert.equal(reply.status, 400);
      assert.equal(codeOf(reply), code);
      assert.equal(reply.headers['x-amzn-errortype'], code.split('#')[1]);
    });
  }

  it('is refused without a signature', async () => {
    await using endpoint = await endpointFixture();
    const headers = { 'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-type': 'application/x-amz-json-1.0' };
    const reply = await endpoint.send({ method: 'POST', path: '/', headers }, '{}');
    assert.equal(codeOf(reply), 'com.amazon.coral.service#MissingAuthenticationTokenException');
  });

  it('is let in exactly up to five minutes off', async () => {
    await using endpoint = await endpointFixture();
    for (const offMillis of [-300_000, 300_000]) {
      endpoint.setClock(now + offMillis);
      assert.equal((await send(endpoint)).status, 200);
    }
  });
});

describe('the Authorization header', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
  it('is read into the parts that it was written from', () => {
    fc.assert(
      fc.property(
        fc.record({
          accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
          date: fc.stringMatching(/^\d{8}$/),
          region: word,
          service: word,
          signedHeaders: fc.array(word, { minLength: 1, maxLength: 4 }),
          signature: fc.stringMatching(/^[0-9a-f]{64}$/),
        }),
        (parts) => {
          const credential = [parts.accessKeyId, parts.date, parts.region, parts.service, 'aws4_request'].join('/');
          const header = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${parts.signedHeaders.join(';')}, Signature=${parts.signature}`;
          assert.deepEqual(parseAuthorization(header), { ...parts });
        },
      ),
    );
  });

  it('is remembered no longer than clients write it, as anybody may send one', () => {
    const read = (signedHeaders: string) => {
      const credential = 'AKIA/20261122/eu-central-1/dynamodb/aws4_request';
      return parseAuthorization(
        `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${'0'.repeat(64)}`,
      ).signedHeaders;
    };
    const long = Array.from({ length: 500 }, (_, index) => `x-${index}`).join(';');
    assert.equal(read('host;x-amz-date'), read('host;x-amz-date'));
    assert.deepEqual(read(long), long.split(';'));
    assert.notEqual(read(long), read(long));
  });

  it('of any other form is refused', () => {
    fc.assert(fc.property(fc.string(), (header) => assert.throws(() => parseAuthorization(header), AwsError)));
  });
});

import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { allOf, anyOf, createAuthorizer } from '../../../lib/handler/index.ts';
import { authorizerEvent } from '../support/authorizer-event.ts';
import { scheme } from './schemes.ts';

const log = mock.method(console, 'log', () => {});
afterEach(() => log.mock.resetCalls());
const effectOf = ({ policyDocument }: Awaited<ReturnType<ReturnType<typeof createAuthorizer>>>) =>
  policyDocument.Statement[0].Effect;

describe('an authorizer', () => {
  const one = createAuthorizer(scheme('One', { usageIdentifierKey: 'metering', context: { acr: '2' } }));

  it('allows the method that was asked for, and says who calls by which way in', async () => {
    assert.deepEqual(await one(authorizerEvent({ One: ['good'] })), {
      principalId: 'One-id',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: 'arn:aws:execute-api:eu-central-1:123456789012:abc123/live/GET/*',
          },
        ],
      },
      context: { acr: '2', scheme: 'One', subject: 'One-id', client: 'acme', scopes: 'a b', roles: 'partner' },
      usageIdentifierKey: 'metering',
    });
    assert.equal(log.mock.callCount(), 0);
  });

  it('denies bad credentials and none, with the challenge of the scheme, and says nothing more', async () => {
    for (const sent of [{}, { one: ['bad'] }]) {
      const { context, usageIdentifierKey, ...result } = await one(authorizerEvent(sent));
      assert.equal(effectOf({ context, ...result }), 'Deny');
      assert.deepEqual(context, { challenge: 'One realm="bank"' });
      assert.equal(usageIdentifierKey, undefined);
    }
  });

  it('hands over what a scheme says instead of its usual challenge', async () => {
    assert.deepEqual((await one(authorizerEvent({ one: ['stale'] }))).context, { challenge: 'One stale=true' });
  });

  it('logs why it refused, and nothing that was sent', async () => {
    const path = { path: '/live/sent-by-the-caller', domainName: 'd', requestId: 'r', identity: { sourceIp: '::1' } };
    await one(authorizerEvent({ one: ['sent-by-the-caller'] }, { requestContext: path }));
    const line = String(log.mock.calls[0]?.arguments[0]);
    const { because, route, requestId } = JSON.parse(line);
    assert.deepEqual({ because, route, requestId }, { because: 'bad', route: 'GET /rates', requestId: 'r' });
    assert.doesNotMatch(line, /sent-by-the-caller/);
  });

  it('refuses a credential header that came twice, in whatever case, though one of them is good', async () => {
    for (const name of ['authorization', 'x-api-key', 'dpop', 'signature', 'signature-input']) {
      const twice = [{ [name]: ['1', '2'] }, { [name]: ['1'], [name.toUpperCase()]: ['2'] }];
      for (const sent of twice) {
        assert.equal(effectOf(await one(authorizerEvent({ One: ['good'], ...sent }))), 'Deny', name);
      }
    }
  });

  it('refuses an Authorization header that nobody can read, though other credentials beside it are good', async () => {
    for (const value of ['', 'Bearer a b', 'Bearer a, Bearer b', 'Basic é', 'Digest x="', '\u0000Bearer a']) {
      assert.equal(effectOf(await one(authorizerEvent({ One: ['good'], Authorization: [value] }))), 'Deny', value);
    }
    assert.equal(effectOf(await one(authorizerEvent({ One: ['good'], Authorization: ['Bearer a'] }))), 'Allow');
  });

  it('does not hide that a store is down behind a refusal', async () => {
    const down = { ...scheme('One'), authenticate: () => Promise.reject(new Error('down')) };
    await assert.rejects(createAuthorizer(down)(authorizerEvent({ one: ['good'] })), { message: 'down' });
  });
});

describe('any of several schemes', () => {
  const one = scheme('One');
  const two = scheme('Two');
  const certificate = scheme('Certificate', {}, 'connection');
  const any = createAuthorizer(anyOf(one, two, certificate));

  it('takes the one whose credentials are there', async () => {
    assert.equal((await any(authorizerEvent({ two: ['good'] }))).context['scheme'], 'Two');
    assert.equal((await any(authorizerEvent({ one: ['good'] }))).context['scheme'], 'One');
  });

  it('refuses credentials of two, though both are good', async () => {
    assert.equal(effectOf(await any(authorizerEvent({ one: ['good'], two: ['good'] }))), 'Deny');
  });

  it('does not try another scheme in the place of bad credentials', async () => {
    const before = certificate.asked;
    assert.equal(effectOf(await any(authorizerEvent({ one: ['bad'], certificate: ['good'] }))), 'Deny');
    assert.equal(certificate.asked, before);
  });

  it('takes what stands in the request before what its connection carries', async () => {
    const both = authorizerEvent({ one: ['good'], certificate: ['good'] });
    assert.equal((await any(both)).context['scheme'], 'One');
    assert.equal((await any(authorizerEvent({ certificate: ['good'] }))).context['scheme'], 'Certificate');
  });

  it('challenges with every scheme, and with what the one that refused has to say', async () => {
    const usual = 'One realm="bank", Two realm="bank", Certificate realm="bank"';
    assert.equal((await any(authorizerEvent())).context['challenge'], usual);
    const stale = 'Two stale=true, One realm="bank", Certificate realm="bank"';
    assert.equal((await any(authorizerEvent({ two: ['stale'] }))).context['challenge'], stale);
  });
});

describe('all of several schemes', () => {
  const key = scheme('Key', { usageIdentifierKey: 'metering', scopes: ['a', 'b'], roles: ['partner', 'x'] });
  const certificate = scheme('Certificate', { scopes: ['b', 'c'], context: { boundTo: 'certificate' } }, 'connection');
  const all = createAuthorizer(allOf(key, certificate));

  it('names the caller by the first, and grants what all of them grant', async () => {
    const { context, principalId, usageIdentifierKey } = await all(
      authorizerEvent({ key: ['good'], certificate: ['good'] }),
    );
    assert.deepEqual([principalId, usageIdentifierKey], ['Key-id', 'metering']);
    assert.deepEqual(context, {
      boundTo: 'certificate',
      scheme: 'Key+Certificate',
      subject: 'Key-id',
      client: 'acme',
      scopes: 'b',
      roles: 'partner',
    });
  });

  it('refuses when one is missing or bad', async () => {
    for (const sent of [
      { key: ['good'] },
      { certificate: ['good'] },
      { key: ['good'], certificate: ['bad'] },
      { key: ['bad'], certificate: ['good'] },
    ]) {
      assert.equal(effectOf(await all(authorizerEvent(sent))), 'Deny', JSON.stringify(sent));
    }
  });

  it('refuses credentials that belong to two clients', async () => {
    const other = createAuthorizer(allOf(key, scheme('Certificate', { client: 'globex' })));
    assert.equal(effectOf(await other(authorizerEvent({ key: ['good'], certificate: ['good'] }))), 'Deny');
  });

  it('refuses credentials of no client: nobody knows that it is the same', async () => {
    const nobodys = [key, certificate].map(({ name }) => scheme(name, { client: '' }));
    const [first, second] = nobodys;
    assert.ok(first && second);
    const sent = { key: ['good'], certificate: ['good'] };
    assert.equal(effectOf(await createAuthorizer(allOf(first, second))(authorizerEvent(sent))), 'Deny');
  });

  it('consumes nothing of the second when the first refuses', async () => {
    const before = certificate.asked;
    await all(authorizerEvent({ key: ['bad'], certificate: ['good'] }));
    assert.equal(certificate.asked, before);
  });
});

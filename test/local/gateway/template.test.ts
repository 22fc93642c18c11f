import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Header } from '../../../lib/local/gateway/answer.ts';
import { createExchange } from '../../../lib/local/gateway/exchange.ts';
import { escapeForJson, parseTemplate, renderTemplate } from '../../../lib/local/gateway/messages/template.ts';
import type { RestApi, Stage } from '../../../lib/local/gateway/rest-api.ts';

const stage: Stage = {
  name: 'live',
  deploymentId: 'd',
  variables: new Map([['color', 'red']]),
  throttles: new Map(),
  accessLog: undefined,
  tracing: false,
};

const exchangeWith = (headers: readonly Header[], query = '') =>
  // The template under test reads nothing else of the API.
  createExchange(
    { id: 'abc' } as RestApi,
    stage,
    {
      method: 'GET',
      path: '/',
      query,
      headers,
      body: undefined,
      clientIp: '192.0.2.7',
      port: 443,
      protocol: 'HTTP/1.1',
      tls: undefined,
    },
    0,
  );

const rendered = (text: string, headers: readonly Header[] = [], query = '') =>
  renderTemplate(parseTemplate(text, 'test'), exchangeWith(headers, query), { missing: '-', encode: escapeForJson });

describe('a template', () => {
  it('puts values in for variables, and a sign for those that are missing', () => {
    assert.equal(rendered('$context.apiId of $context.stage: $stageVariables.color'), 'abc of live: red');
    assert.equal(rendered('[$context.identity.userAgent] $context.requestTime'), '[-] 01/Jan/1970:00:00:00 +0000');
    assert.equal(rendered('$method.request.header.X-A-$method.request.querystring.q', [['x-a', '1']], 'q=2'), '1-2');
    assert.equal(rendered('$context.apiId.'), 'abc.');
  });

  it('has the message of an error with its quotation marks', () => {
    assert.equal(rendered('{"m":$context.error.messageString}'), '{"m":null}');
  });

  for (const text of ['$context.nothing', '$input.body', '$context', '$util.escape', '$method.request.body.x']) {
    it(`with ${text} is refused by name`, () => {
      assert.throws(() => parseTemplate(text, 'test'), {
        message: new RegExp(`test: there is no variable '\\${text}'`),
      });
    });
  }

  it('of VTL is refused', () => {
    assert.throws(() => parseTemplate('#set($x = 1)', 'test'), /'#set' is VTL/);
  });

  it('leaves what is no variable as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/\$[A-Za-z_]|#/.test(text)),
        (text) => assert.equal(rendered(text), text),
      ),
    );
  });

  it('stays one JSON string whatever a caller sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const json = rendered('{"agent":"$context.identity.userAgent"}', [['User-Agent', value]]);
        assert.deepEqual(JSON.parse(json), { agent: value });
        assert.ok(!/[\r\n]/.test(json));
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, rule } from '../firewall-under-test.ts';
import { counting, deciding, header, label, type Parts } from './deciding.ts';

const everything = byteMatch({ UriPath: {} }, '/');
const named = (Name: string, Priority: number, more: object = {}) => rule(everything, { Name, Priority, ...more });
const inserting = (...headers: readonly (readonly [string, string])[]) => ({
  CustomRequestHandling: { InsertHeaders: headers.map(([Name, Value]) => ({ Name, Value })) },
});
const inserted = (verdict: { readonly action: string; readonly insertHeaders?: unknown }) => verdict.insertHeaders;

describe('waf-dynamic-label-interpolation', () => {
  const own = 'awswaf:123456789012:webacl:Bank:';
  const labelled = (name: string, Priority: number) =>
    named(name.replaceAll(':', '-'), Priority, { ...counting, RuleLabels: [{ Name: name }] });
  const forwarding = (Value: string) => named('forward', 9, { Action: { Count: inserting(['seen', Value]) } });
  const seen = (Value: string, parts: Parts = {}, ...labels: readonly string[]) => {
    const verdict = deciding([...labels.map(labelled), forwarding(Value)]).ask(parts);
    return verdict.action === 'allow' ? verdict.insertHeaders[0]?.[1] : undefined;
  };

  it('one label gives its value, several a list, none nothing', () => {
    assert.equal(seen(`\${${own}app:tier:}`, {}, 'app:tier:enterprise'), 'enterprise');
    assert.equal(
      seen(`\${${own}bot:category:}`, {}, 'bot:category:scraping', 'bot:category:advertising'),
      'scraping,advertising',
    );
    assert.equal(seen(`[\${${own}app:tier:}]`), '[]');
  });

  it('the namespace is written in full, with a colon at its end', () => {
    assert.equal(seen('${app:tier:}', {}, 'app:tier:enterprise'), '');
    assert.equal(seen(`\${${own}app:tier:enterprise}`, {}, 'app:tier:enterprise'), `\${${own}app:tier:enterprise}`);
  });

  it('ten clauses of a text are resolved, and the rest left', () => {
    const clause = '${awswaf:ip:}';
    assert.equal(seen(clause.repeat(11), { clientIp: '192.0.2.1' }), `${'192.0.2.1'.repeat(10)}${clause}`);
  });

  it('the address and the request are known by names of their own, also in bodies and headers of answers', () => {
    const Content = 'IP: ${awswaf:ip:} Request ID: ${awswaf:request_id:}${awswaf:ja3:}${awswaf:ja4:}';
    const ResponseHeaders = [{ Name: 'x-id', Value: '${awswaf:request_id:}' }];
    const CustomResponse = { ResponseCode: 403, CustomResponseBodyKey: 'BlockPage', ResponseHeaders };
    const webAcl = { CustomResponseBodies: { BlockPage: { ContentType: 'TEXT_PLAIN', Content } } };
    const verdict = deciding([named('R', 1, { Action: { Block: { CustomResponse } } })], { webAcl }).ask({
      clientIp: '192.0.2.1',
      requestId: 'request-7',
    });
    assert.ok(verdict.action === 'block');
    assert.equal(verdict.customResponse?.body?.content, 'IP: 192.0.2.1 Request ID: request-7');
    assert.deepEqual(verdict.customResponse?.headers, [['x-id', 'request-7']]);
  });

  it('an API key is classified by one rule and handed on by another', () => {
    const key = byteMatch({ SingleHeader: { Name: 'x-api-key' } }, 'pk_enterprise_', {
      PositionalConstraint: 'STARTS_WITH',
    });
    const rules = [
      rule(key, { Priority: 1, ...counting, RuleLabels: [{ Name: 'app:tier:enterprise' }] }),
      rule(label('app:tier:', 'NAMESPACE'), {
        Priority: 2,
        Action: { Count: inserting(['customer-tier', `\${${own}app:tier:}`]) },
      }),
    ];
    const { ask } = deciding(rules);
    assert.deepEqual(inserted(ask(header('x-api-key', 'pk_enterprise_1'))), [
      ['x-amzn-waf-customer-tier', 'enterprise'],
    ]);
    assert.deepEqual(inserted(ask(header('x-api-key', 'pk_trial_1'))), []);
  });
});

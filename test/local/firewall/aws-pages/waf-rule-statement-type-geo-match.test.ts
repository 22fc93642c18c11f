import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { and, not, or, rule } from '../firewall-under-test.ts';
import { counting, deciding, geo, label } from './deciding.ts';

const addressBook = [
  { range: '192.0.2.0/24', country: 'JP' },
  { range: '198.51.100.0/24', country: 'CA' },
];
const [japan, canada, nowhere] = ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((clientIp) => ({ clientIp }));

describe('waf-rule-statement-type-geo-match', () => {
  it('countries, but for some addresses in them', () => {
    const statement = and(geo('CA', 'JP'), not({ IPSetReferenceStatement: { Arn: 'arn:ips' } }));
    const { isBlocked: isRefused } = deciding([rule(statement)], {
      addressBook,
      ipSets: { 'arn:ips': ['192.0.2.1/32'] },
    });
    assert.deepEqual([canada, japan, nowhere].map(isRefused), [true, false, false]);
  });

  const states = [
    { range: '192.0.2.0/25', country: 'US', region: 'OR' },
    { range: '192.0.2.128/25', country: 'US', region: 'CA' },
  ];

  it('a country, but for two of its regions', () => {
    const seen = (place: string) => label(`awswaf:clientip:geo:${place}`);
    const elsewhere = and(seen('country:US'), not(or(seen('region:US-OR'), seen('region:US-WA'))));
    const { isBlocked: isRefused } = deciding([rule(geo('US'), counting), rule(elsewhere)], { addressBook: states });
    assert.ok(!isRefused({ clientIp: '192.0.2.1' }) && isRefused({ clientIp: '192.0.2.200' }) && !isRefused(canada));
  });

  it('more from one region than from the rest of the country', () => {
    const rate = (Limit: number, ScopeDownStatement: object) => ({
      RateBasedStatement: { Limit, AggregateKeyType: 'IP', ScopeDownStatement },
    });
    const oregon = label('awswaf:clientip:geo:region:US-OR');
    const rules = [
      rule(geo('US'), counting),
      rule(rate(300, oregon)),
      rule(rate(100, and(label('awswaf:clientip:geo:country:US'), not(oregon)))),
    ];
    const { passing } = deciding(rules, { addressBook: states });
    assert.equal(passing(320, { clientIp: '192.0.2.1' }), 300);
    assert.equal(passing(120, { clientIp: '192.0.2.200' }), 100);
    assert.equal(passing(320, canada), 320);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { and, byteMatch, none, not, or, rule } from '../firewall-under-test.ts';
import { deciding, geo, label } from './deciding.ts';

const body = (OversizeHandling?: string) => ({ Body: OversizeHandling === undefined ? {} : { OversizeHandling } });
const [japan, , nowhere] = ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((clientIp) => ({ clientIp }));

describe('waf-rule-statement-type-and', () => {
  it('SQL injection, but not where it is known to be none', () => {
    const known = byteMatch(body('MATCH'), 'harmless');
    const sql = { SqliMatchStatement: { FieldToMatch: body('MATCH'), TextTransformations: none } };
    const { isBlocked: isRefused } = deciding([rule(and(not(known), sql))]);
    assert.ok(isRefused({ body: "' OR 1=1--" }));
    assert.ok(!isRefused({ body: "harmless ' OR 1=1--" }));
    assert.ok(!isRefused({ body: 'x'.repeat(16_385) }), 'oversize matches what is negated, too');
  });

  it('OR inside AND: bots that monitor, but one, from two countries or with a text in the body', () => {
    const bot = (name: string) => `awswaf:managed:aws:bot-control:bot:${name}`;
    const here = or(geo('JM', 'JP'), byteMatch(body(), 'JCountryString'));
    const statement = and(label(bot('category:monitoring')), not(label(bot('name:pingdom'))), here);
    const book = [{ range: '192.0.2.0/24', country: 'JP', knownTo: ['CategoryMonitoring'] }];
    const COMMON = { AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'COMMON' } };
    const bots = {
      VendorName: 'AWS',
      Name: 'AWSManagedRulesBotControlRuleSet',
      ManagedRuleGroupConfigs: [COMMON],
      RuleActionOverrides: [{ Name: 'CategoryMonitoring', ActionToUse: { Count: {} } }],
    };
    const { Action: _, ...control } = rule({ ManagedRuleGroupStatement: bots }, { OverrideAction: { None: {} } });
    const { endedBy } = deciding([control, rule(statement, { Name: 'match_rule' })], { addressBook: book });
    assert.equal(endedBy(japan), 'match_rule');
    assert.equal(endedBy({ ...nowhere, body: 'JCountryString' }), 'Default_Action', 'no bot');
  });
});

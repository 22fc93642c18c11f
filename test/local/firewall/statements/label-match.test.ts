import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileStatement } from '../../../../lib/local/firewall/engine/compile-statement.ts';
import { startInspection } from '../../../../lib/local/firewall/engine/inspection.ts';
import { createIntern } from '../../../../lib/local/firewall/engine/interning.ts';
import { createLabelOrigins } from '../../../../lib/local/firewall/engine/label-origins.ts';
import { createAddressBook } from '../../../../lib/local/firewall/references/address-book.ts';
import { request } from '../firewall-under-test.ts';

/** What a statement in the web ACL `testWebACL` of account 111122223333 says of a request with one label. */
function says(Scope: 'LABEL' | 'NAMESPACE', Key: string, label: string) {
  const { evaluate } = compileStatement({ LabelMatchStatement: { Scope, Key } }, '', {
    labelPrefix: 'awswaf:111122223333:webacl:testWebACL:',
    ipSet: () => undefined,
    patternSet: () => undefined,
    addressBook: createAddressBook([]),
    rateMode: 'exact',
    labelOrigins: createLabelOrigins(),
    intern: createIntern(),
  });
  const inspection = startInspection(request(), { nowMillis: 0, bodyLimitBytes: 0, trace: undefined });
  inspection.labels.push(label);
  return evaluate(inspection);
}

/** The examples of AWS's page "Label match examples", and the borders of each. */
const truths = [
  ['LABEL', 'header:encoding:utf8', 'awswaf:111122223333:webacl:testWebACL:header:encoding:utf8', true],
  ['LABEL', 'header:encoding:utf8', 'awswaf:111122223333:webacl:testWebACL:testNS1:testNS2:header:encoding:utf8', true],
  ['LABEL', 'header:encoding:utf8', 'awswaf:111122223333:webacl:testWebACL:header:encoding2:utf8', false],
  ['LABEL', 'header:encoding:utf8', 'awswaf:111122223333:rulegroup:productionRules:header:encoding:utf8', false],
  ['LABEL', 'header:encoding:utf8', 'awswaf:111122223333:webacl:testWebACL:aheader:encoding:utf8', false],
  ['LABEL', 'header:encoding:utf8', 'awswaf:111122223333:webacl:testWebACL:header:encoding:utf8:more', false],
  ['LABEL', 'header:encoding:UTF8', 'awswaf:111122223333:webacl:testWebACL:header:encoding:utf8', false],
  [
    'LABEL',
    'awswaf:111122223333:rulegroup:testRules:header:encoding:utf8',
    'awswaf:111122223333:rulegroup:testRules:header:encoding:utf8',
    true,
  ],
  [
    'LABEL',
    'awswaf:111122223333:rulegroup:testRules:header:encoding:utf8',
    'awswaf:111122223333:rulegroup:testRules:more:header:encoding:utf8',
    false,
  ],
  [
    'LABEL',
    'awswaf:managed:aws:managed-rule-set:header:encoding:utf8',
    'awswaf:managed:aws:managed-rule-set:header:encoding:utf8',
    true,
  ],
  ['NAMESPACE', 'header:encoding:', 'awswaf:111122223333:webacl:testWebACL:header:encoding:utf8', true],
  ['NAMESPACE', 'header:encoding:', 'awswaf:111122223333:webacl:testWebACL:testNS1:header:encoding:utf8', true],
  ['NAMESPACE', 'header:encoding:', 'awswaf:444455556666:webacl:testWebACL:header:encoding:utf8', false],
  ['NAMESPACE', 'header:encoding:', 'awswaf:managed:aws:managed-rule-set:header:encoding:utf8', false],
  ['NAMESPACE', 'coding:', 'awswaf:111122223333:webacl:testWebACL:header:encoding:utf8', false],
  [
    'NAMESPACE',
    'awswaf:managed:aws:managed-rule-set:header:',
    'awswaf:managed:aws:managed-rule-set:header:encoding:utf8',
    true,
  ],
  [
    'NAMESPACE',
    'awswaf:managed:aws:managed-rule-set:header:',
    'awswaf:managed:aws:managed-rule-set:header:encoding:unicode',
    true,
  ],
  [
    'NAMESPACE',
    'awswaf:managed:aws:managed-rule-set:header:',
    'awswaf:managed:aws:managed-rule-set:query:badstring',
    false,
  ],
] as const;

describe('LabelMatchStatement', () => {
  for (const [scope, key, label, isMatch] of truths) {
    it(`${scope} ${key} ${isMatch ? 'matches' : 'does not match'} ${label}`, () => {
      assert.equal(says(scope, key, label), isMatch ? 'match' : 'no-match');
    });
  }
});

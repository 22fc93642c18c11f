import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding, Sight } from '../../../../lib/local/firewall/index.ts';
import {
  declareWebAcl,
  firewallUnderTest,
  groupRule,
  managed,
  request,
  rule,
  stageArn,
} from '../firewall-under-test.ts';

function traced(rules: readonly object[], parts: Parameters<typeof request>[0]) {
  const { firewall } = firewallUnderTest();
  declareWebAcl(firewall, rules);
  const sights: Sight[] = [];
  const findings: Finding[] = [];
  const verdict = firewall.webAclFor(stageArn)?.evaluate(request(parts), {
    saw: (sight) => sights.push(sight),
    found: (finding) => findings.push(finding),
  });
  return { sights, findings, verdict };
}

const decoded = [
  { Priority: 1, Type: 'LOWERCASE' },
  { Priority: 0, Type: 'URL_DECODE' },
];
const sees = (FieldToMatch: object, SearchString: string) => ({
  ByteMatchStatement: { FieldToMatch, SearchString, PositionalConstraint: 'CONTAINS', TextTransformations: decoded },
});

describe('a trace', () => {
  it('is told what each condition saw after its transformations, up to the rule that ends it', () => {
    const { sights, findings, verdict } = traced(
      [
        rule(sees({ AllQueryArguments: {} }, 'attack'), {
          Name: 'First',
          Action: { Count: {} },
          RuleLabels: [{ Name: 'seen' }],
        }),
        rule(sees({ Body: { OversizeHandling: 'MATCH' } }, 'x'), { Name: 'Second' }),
        rule(sees({ Method: {} }, 'get'), { Name: 'Third' }),
        rule(sees({ Method: {} }, 'get'), { Name: 'Fourth' }),
      ],
      { queryString: 'a=%41TTACK&b=B', body: Buffer.alloc(20_000) },
    );
    assert.equal(verdict?.action, 'block');
    assert.deepEqual(
      sights.map(({ path, transformations, values, truth }) => ({ path, transformations, values, truth })),
      [
        {
          path: 'Rules[0].Statement.ByteMatchStatement',
          transformations: ['URL_DECODE', 'LOWERCASE'],
          values: ['attack', 'b'],
          truth: 'match',
        },
        {
          path: 'Rules[1].Statement.ByteMatchStatement',
          transformations: ['URL_DECODE', 'LOWERCASE'],
          values: undefined,
          truth: 'match',
        },
      ],
    );
    assert.deepEqual(
      findings.map(({ rule: name, truth, action, labels }) => ({ name, truth, action, labels })),
      [
        {
          name: 'First',
          truth: 'match',
          action: 'COUNT',
          labels: ['awswaf:123456789012:webacl:Bank:seen'],
        },
        { name: 'Second', truth: 'match', action: 'BLOCK', labels: [] },
      ],
    );
  });

  it('is told of the rules of a group, and of those that are not enforced', () => {
    const { findings } = traced([groupRule(managed('AmazonIpReputationList'), { Name: 'Reputation' })], {});
    assert.deepEqual(
      findings.map(({ rule: name, inGroup, truth, enforcement }) => [name, inGroup, truth, enforcement]),
      ['AWSManagedIPReputationList', 'AWSManagedReconnaissanceList', 'AWSManagedIPDDoSList'].map((member) => [
        'Reputation',
        member,
        'not-applicable',
        'not-enforced',
      ]),
    );
  });

  it('changes nothing about the verdict', () => {
    const rules = [groupRule(managed('CommonRuleSet')), groupRule(managed('SQLiRuleSet'))];
    for (const queryString of ['a=1', 'a=<script>alert(1)</script>', "a=1' or '1'='1"]) {
      const { firewall } = firewallUnderTest();
      declareWebAcl(firewall, rules);
      assert.deepEqual(
        traced(rules, { queryString }).verdict?.action,
        firewall.webAclFor(stageArn)?.evaluate(request({ queryString })).action,
      );
    }
  });
});

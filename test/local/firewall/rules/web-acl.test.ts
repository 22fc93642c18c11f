import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  byteMatch,
  declareRuleGroup,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  groupRule,
  managed,
  none,
  not,
  rule,
  stageArn,
  webAclArn,
} from '../firewall-under-test.ts';

const pathHas = (text: string) => byteMatch({ UriPath: {} }, text);
const count = { Action: { Count: {} } };
const label = (Key: string, Scope = 'LABEL') => ({ LabelMatchStatement: { Key, Scope } });

function verdictOf(rules: readonly object[], parts: Parameters<typeof evaluate>[1] = {}, more: object = {}) {
  const { firewall } = firewallUnderTest();
  declareWebAcl(firewall, rules, more);
  return evaluate(firewall, parts);
}

describe('a web ACL', () => {
  it('asks its rules by priority until one ends it', () => {
    const last = rule(pathHas('/'), { Name: 'Last', Priority: 9 });
    const first = rule(pathHas('/'), { Name: 'First', Priority: 1, Action: { Allow: {} } });
    const verdict = verdictOf([last, first]);
    assert.equal(verdict.action, 'allow');
    assert.equal(verdict.seen.terminatingRule, 'First');
  });

  it('takes the default action when no rule ends it', () => {
    assert.equal(verdictOf([rule(pathHas('x'))]).seen.terminatingRule, 'Default_Action');
    assert.equal(verdictOf([rule(pathHas('x'))], {}, { DefaultAction: { Block: {} } }).action, 'block');
    assert.equal(verdictOf([]).action, 'allow');
  });

  it('goes on after a rule that counts', () => {
    const verdict = verdictOf([rule(pathHas('/'), { Name: 'Seen', ...count }), rule(pathHas('/'), { Name: 'End' })]);
    assert.deepEqual(verdict.seen.countedRules, ['Seen']);
    assert.equal(verdict.seen.terminatingRule, 'End');
  });

  it('decides alike with and without a rule that counts', () => {
    const texts = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), texts, fc.nat(4), texts, (them, counted, at, path) => {
        const rules = them.map((text) => rule(pathHas(text)));
        const more = rules.toSpliced(at, 0, rule(pathHas(counted), count));
        const inOrder = (all: readonly object[]) => all.map((it, Priority) => ({ ...it, Priority }));
        const verdict = (all: readonly object[]) => verdictOf(inOrder(all), { uriPath: `/${path}` });
        assert.equal(verdict(more).seen.terminatingRule, verdict(rules).seen.terminatingRule);
      }),
      { numRuns: 50 },
    );
  });

  it('takes NOT NOT x for x', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), (path) => {
        const once = verdictOf([rule(pathHas('a'))], { uriPath: path });
        const thrice = verdictOf([rule(not(not(pathHas('a'))))], { uriPath: path });
        assert.equal(once.action, thrice.action);
      }),
      { numRuns: 50 },
    );
  });

  it('is in front of the resources that it is associated with, and one only in front of each', () => {
    const { firewall } = firewallUnderTest();
    declareWebAcl(firewall, []);
    assert.equal(firewall.webAclFor(stageArn)?.arn, webAclArn);
    assert.equal(firewall.webAclFor('arn:other'), undefined);
    assert.throws(() => firewall.associate(stageArn, webAclArn), /ResourceArn: has a web ACL already/);
    assert.throws(() => firewall.associate('arn:other', 'arn:none'), /there is no web ACL arn:none/);
  });

  it('says what it costs in WCU', () => {
    const cost = (...rules: readonly object[]) => declareWebAcl(firewallUnderTest().firewall, rules);
    const exactly = { PositionalConstraint: 'EXACTLY' };
    const decode = {
      TextTransformations: [
        { Priority: 0, Type: 'URL_DECODE' },
        { Priority: 1, Type: 'LOWERCASE' },
      ],
    };
    const json = { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL' } };
    assert.equal(cost(rule(byteMatch({ UriPath: {} }, 'x', exactly))), 2);
    assert.equal(cost(rule(byteMatch({ UriPath: {} }, 'x'))), 10);
    assert.equal(cost(rule(byteMatch({ UriPath: {} }, 'x', decode))), 30);
    assert.equal(cost(rule(byteMatch({ AllQueryArguments: {} }, 'x'))), 20);
    assert.equal(cost(rule({ XssMatchStatement: { FieldToMatch: json, TextTransformations: none } })), 80);
    assert.equal(cost(rule({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } })), 2);
    assert.equal(cost(rule(not(pathHas('x'))), rule(label('x'))), 11);
    assert.equal(cost(groupRule(managed('CommonRuleSet')), groupRule(managed('SQLiRuleSet'))), 900);
  });
});

describe('actions', () => {
  it('answer as they are told to', () => {
    const verdict = verdictOf(
      [
        rule(pathHas('/'), {
          Action: {
            Block: {
              CustomResponse: {
                ResponseCode: 413,
                CustomResponseBodyKey: 'tooLarge',
                ResponseHeaders: [{ Name: 'x-reason', Value: 'size' }],
              },
            },
          },
        }),
      ],
      {},
      { CustomResponseBodies: { tooLarge: { ContentType: 'APPLICATION_JSON', Content: '{"code":"too-large"}' } } },
    );
    assert.deepEqual(verdict.action === 'block' && verdict.customResponse, {
      status: 413,
      headers: [['x-reason', 'size']],
      body: { contentType: 'application/json', content: '{"code":"too-large"}' },
    });
  });

  it('leave the answer to the gateway unless told otherwise', () => {
    const verdict = verdictOf([rule(pathHas('/'))]);
    assert.equal(verdict.action === 'block' && verdict.customResponse, undefined);
  });

  it('ask for a puzzle or a challenge with the status and header that AWS sends, as nothing here can solve one', () => {
    for (const [action, status] of [
      ['Captcha', 405],
      ['Challenge', 202],
    ] as const) {
      const verdict = verdictOf([rule(pathHas('/'), { Action: { [action]: {} } })]);
      assert.deepEqual(verdict.action === 'block' && verdict.customResponse, {
        status,
        headers: [['x-amzn-waf-action', action.toLowerCase()]],
        body: undefined,
      });
    }
  });

  it('show a page in place of a puzzle to who asks for HTML', () => {
    const verdict = verdictOf([rule(pathHas('/'), { Action: { Captcha: {} } })], {
      headers: [['Accept', 'text/html,*/*;q=0.8']],
    });
    assert.ok(verdict.action === 'block');
    assert.equal(verdict.customResponse?.status, 405);
    assert.equal(verdict.customResponse?.body?.contentType, 'text/html; charset=UTF-8');
  });

  it('insert headers for the backend, the last of a name standing', () => {
    const inserting = (Value: string) => ({ CustomRequestHandling: { InsertHeaders: [{ Name: 'Seen', Value }] } });
    const verdict = verdictOf([
      rule(pathHas('/'), { Action: { Count: inserting('one') } }),
      rule(pathHas('/'), { Action: { Count: inserting('two') } }),
      rule(pathHas('nowhere'), { Action: { Count: inserting('three') } }),
    ]);
    assert.deepEqual(verdict.action === 'allow' && verdict.insertHeaders, [['x-amzn-waf-seen', 'two']]);
    const allowed = verdictOf([rule(pathHas('/'), { Action: { Allow: inserting('one') } })]);
    assert.deepEqual(allowed.action === 'allow' && allowed.insertHeaders, [['x-amzn-waf-seen', 'one']]);
  });
});

describe('labels', () => {
  const labelled = (Name: string) => rule(pathHas('/'), { ...count, RuleLabels: [{ Name }] });
  const isFound = (Name: string, statement: object) => verdictOf([labelled(Name), rule(statement)]).action === 'block';

  it('are qualified with the web ACL', () => {
    assert.deepEqual(verdictOf([labelled('a:b')]).seen.labels, ['awswaf:123456789012:webacl:Bank:a:b']);
  });

  it('are found by whole components at their end', () => {
    const name = 'header:encoding:utf8';
    for (const key of ['utf8', 'encoding:utf8', 'header:encoding:utf8', `awswaf:123456789012:webacl:Bank:${name}`]) {
      assert.ok(isFound(name, label(key)), key);
      assert.ok(isFound(`ns1:ns2:${name}`, label(key)) === !key.startsWith('awswaf'), key);
    }
    for (const key of ['f8', 'header', 'encoding', 'UTF8', 'ding:utf8', 'awswaf:123456789012:webacl:Other:utf8']) {
      assert.ok(!isFound(name, label(key)), key);
    }
  });

  it('are found by a run of their namespaces', () => {
    const name = 'header:encoding:utf8';
    for (const key of ['header:', 'encoding:', 'header:encoding:', 'awswaf:123456789012:webacl:Bank:header:']) {
      assert.ok(isFound(name, label(key, 'NAMESPACE')), key);
    }
    for (const key of ['utf8:', 'ding:', 'head:', 'awswaf:123456789012:webacl:Bank:encoding:']) {
      assert.ok(!isFound(name, label(key, 'NAMESPACE')), key);
    }
  });

  it('are seen by later rules only', () => {
    const verdict = verdictOf([rule(label('x'), { Priority: 100_000 }), { ...labelled('x'), Priority: 100_001 }]);
    assert.equal(verdict.action, 'allow');
  });

  it('are refused with a reserved word, too many namespaces, or a key that does not fit its scope', () => {
    const refuses = (them: object) => assert.throws(() => verdictOf([them]));
    refuses(labelled('aws:x'));
    refuses(labelled('a:b:c:d:e:f:g'));
    refuses(labelled('a b'));
    refuses(rule(label('x:', 'LABEL')));
    refuses(rule(label('x', 'NAMESPACE')));
    assert.equal(verdictOf([labelled('a:b:c:d:e:f')]).seen.labels.length, 1);
  });
});

describe('a reference to a rule group', () => {
  const arn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/rulegroup/Group/1';
  const reference = (more: object = {}) => ({ RuleGroupReferenceStatement: { Arn: arn, ...more } });
  const members = [
    rule(pathHas('/'), { Name: 'Mark', Priority: 1, ...count, RuleLabels: [{ Name: 'marked' }] }),
    rule(label('marked'), { Name: 'Stop', Priority: 2, RuleLabels: [{ Name: 'stopped' }] }),
    rule(pathHas('/'), { Name: 'Never', Priority: 3, ...count }),
  ];
  const verdict = (first: object, ...others: readonly object[]) => {
    const { firewall } = firewallUnderTest();
    declareRuleGroup(firewall, arn, members);
    declareWebAcl(firewall, [first, ...others]);
    return evaluate(firewall);
  };
  const own = 'awswaf:123456789012:rulegroup:Group:';

  it('ends at the first rule of the group that ends it', () => {
    const { action, seen } = verdict(groupRule(reference(), { Name: 'Ref' }));
    assert.equal(action, 'block');
    assert.deepEqual(seen, {
      terminatingRule: 'Ref#Stop',
      labels: [`${own}marked`, `${own}stopped`],
      countedRules: ['Ref#Mark'],
    });
  });

  it('goes on when the group is to count, with the labels of the group', () => {
    const { action, seen } = verdict(groupRule(reference(), { Name: 'Ref', OverrideAction: { Count: {} } }));
    assert.equal(action, 'allow');
    assert.deepEqual(seen.countedRules, ['Ref#Mark', 'Ref#Stop']);
    assert.equal(seen.labels.length, 2);
  });

  it('can make a rule of the group do something else', () => {
    const overridden = reference({ RuleActionOverrides: [{ Name: 'Stop', ActionToUse: { Count: {} } }] });
    assert.deepEqual(verdict(groupRule(overridden, { Name: 'R' })).seen.countedRules, ['R#Mark', 'R#Stop', 'R#Never']);
    const excluded = reference({ ExcludedRules: [{ Name: 'Stop' }] });
    assert.equal(verdict(groupRule(excluded)).action, 'allow');
    const unknown = reference({ RuleActionOverrides: [{ Name: 'stop', ActionToUse: { Count: {} } }] });
    assert.throws(() => verdict(groupRule(unknown)), /overrides the rule stop, which the group lacks/);
  });

  it('keeps labels apart: outside, those of the group are found by their full name only', () => {
    const counting = groupRule(reference(), { OverrideAction: { Count: {} } });
    assert.equal(verdict(counting, rule(label('stopped'))).action, 'allow');
    assert.equal(verdict(counting, rule(label(`${own}stopped`))).action, 'block');
    assert.equal(verdict(counting, rule(label(own, 'NAMESPACE'))).action, 'block');
  });

  it('counts rates for itself', () => {
    const { firewall } = firewallUnderTest();
    declareRuleGroup(firewall, arn, [rule({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } })]);
    const twice = [groupRule(reference(), { OverrideAction: { Count: {} } }), groupRule(reference())];
    declareWebAcl(firewall, twice);
    const actions = Array.from({ length: 11 }, () => evaluate(firewall).action);
    assert.deepEqual(actions.indexOf('block'), 10);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FirewallService } from '../../../../lib/local/firewall/index.ts';
import { wafResourceTypes } from '../../../../lib/local/resources/waf/index.ts';
import type { LocalServices } from '../../../../lib/local/services.ts';
import {
  byteMatch,
  evaluate,
  firewallUnderTest,
  rule,
  stageArn,
  visibility,
} from '../../firewall/firewall-under-test.ts';

/** Declares one resource as the template interpreter does: parsed by its own schema first. */
function declare(firewall: FirewallService, type: string, properties: object) {
  const resource = wafResourceTypes.find((it) => `AWS::WAFv2::${type}` === it.type);
  if (resource === undefined) throw new Error(`no resource type ${type}`);
  const environment = { accountId: '123456789012', region: 'eu-central-1', partition: 'aws' };
  return resource.declare(
    {
      path: `Bank/${type}`,
      stackName: 'Bank',
      logicalId: type,
      uniqueSuffix: '0123456789ab',
      properties: resource.properties.parse(properties),
    },
    // WAF resources use the firewall and the names of the environment, nothing else.
    { firewall, environment } as unknown as LocalServices,
  );
}

const scope = { Scope: 'REGIONAL' };

describe('the resources of AWS WAF', () => {
  it('are declared from their properties and work together', () => {
    const { firewall } = firewallUnderTest();
    const ipSet = declare(firewall, 'IPSet', {
      ...scope,
      Name: 'office',
      IPAddressVersion: 'IPV4',
      Addresses: ['198.51.100.0/24'],
    });
    const patterns = declare(firewall, 'RegexPatternSet', { ...scope, RegularExpressionList: ['^/admin'] });
    const noTransformation = [{ Priority: 0, Type: 'NONE' }];
    const group = declare(firewall, 'RuleGroup', {
      ...scope,
      Capacity: 50,
      VisibilityConfig: visibility,
      Rules: [
        rule({
          RegexPatternSetReferenceStatement: {
            Arn: patterns.attributes['Arn'],
            FieldToMatch: { UriPath: {} },
            TextTransformations: noTransformation,
          },
        }),
      ],
    });
    const { Action: _, ...reference } = rule({ RuleGroupReferenceStatement: { Arn: group.attributes['Arn'] } });
    const webAcl = declare(firewall, 'WebACL', {
      ...scope,
      Name: 'bank',
      DefaultAction: { Block: {} },
      VisibilityConfig: visibility,
      Rules: [
        { ...reference, OverrideAction: { None: {} } },
        rule({ IPSetReferenceStatement: { Arn: ipSet.attributes['Arn'] } }, { Action: { Allow: {} } }),
      ],
    });
    declare(firewall, 'WebACLAssociation', { ResourceArn: stageArn, WebACLArn: webAcl.attributes['Arn'] });
    declare(firewall, 'LoggingConfiguration', {
      ResourceArn: webAcl.attributes['Arn'],
      LogDestinationConfigs: ['arn:aws:s3:::aws-waf-logs-bank'],
    });

    assert.deepEqual(webAcl, {
      ref: 'bank|0123456789ab|REGIONAL',
      attributes: {
        Arn: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/bank/0123456789ab',
        Id: '0123456789ab',
        Capacity: 51,
        LabelNamespace: 'awswaf:123456789012:webacl:bank:',
      },
    });
    assert.equal(patterns.ref, 'RegexPatternSet-0123456789ab|0123456789ab|REGIONAL');
    assert.equal(evaluate(firewall).action, 'allow');
    assert.equal(evaluate(firewall, { uriPath: '/admin' }).action, 'block');
    assert.equal(evaluate(firewall, { clientIp: '192.0.2.1' }).action, 'block');
  });

  it('refuse what is not known at any depth', () => {
    const { firewall } = firewallUnderTest();
    const acl = { ...scope, DefaultAction: { Allow: {} }, VisibilityConfig: visibility };
    const refuses = (type: string, properties: object) =>
      assert.throws(() => declare(firewall, type, properties), type);
    refuses('WebACL', { ...acl, Sprinkles: true });
    refuses('WebACL', { ...acl, DefaultAction: { Count: {} } });
    refuses('WebACL', { ...acl, DefaultAction: { Allow: { customRequestHandling: {} } } });
    refuses('WebACL', { ...acl, Scope: 'CLOUDFRONT' });
    refuses('WebACL', { ...acl, Rules: [rule(byteMatch({ UriPath: {} }, 'x'), { Colour: 'red' })] });
    refuses('WebACL', { ...acl, Rules: [rule(byteMatch({ UriPath: {} }, 'x', { Colour: 'red' }))] });
    refuses('IPSet', { ...scope, IPAddressVersion: 'IPV4', Addresses: ['10.0.0.0/8'], Colour: 'red' });
    refuses('WebACLAssociation', { ResourceArn: stageArn, WebACLArn: 'arn:none' });
  });
});

import { ruleGroupProperties } from '../../firewall/index.ts';
import { resourceType } from '../../resource-type.ts';
import { wafNames } from './waf-arn.ts';

export const ruleGroup = resourceType({
  type: 'AWS::WAFv2::RuleGroup',
  properties: ruleGroupProperties,
  enforcement: { kind: 'enforced' },
  declare(declaration, services) {
    const { arn, name, id } = wafNames('rulegroup', declaration, services);
    services.firewall.declareRuleGroup({ arn, name, properties: declaration.properties });
    const { accountId } = services.environment;
    return {
      ref: `${name}|${id}|REGIONAL`,
      attributes: { Arn: arn, Id: id, LabelNamespace: `awswaf:${accountId}:rulegroup:${name}:` },
    };
  },
});

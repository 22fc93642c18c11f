import { regexPatternSetProperties } from '../../firewall/index.ts';
import { resourceType } from '../../resource-type.ts';
import { wafNames } from './waf-arn.ts';

export const regexPatternSet = resourceType({
  type: 'AWS::WAFv2::RegexPatternSet',
  properties: regexPatternSetProperties,
  enforcement: { kind: 'enforced' },
  declare(declaration, services) {
    const { arn, name, id } = wafNames('regexpatternset', declaration, services);
    services.firewall.declareRegexPatternSet({ arn, name, properties: declaration.properties });
    return { ref: `${name}|${id}|REGIONAL`, attributes: { Arn: arn, Id: id } };
  },
});

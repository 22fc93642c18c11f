import { ipSetProperties } from '../../firewall/index.ts';
import { resourceType } from '../../resource-type.ts';
import { wafNames } from './waf-arn.ts';

export const ipSet = resourceType({
  type: 'AWS::WAFv2::IPSet',
  properties: ipSetProperties,
  enforcement: { kind: 'enforced' },
  declare(declaration, services) {
    const { arn, name, id } = wafNames('ipset', declaration, services);
    services.firewall.declareIpSet({ arn, name, properties: declaration.properties });
    return { ref: `${name}|${id}|REGIONAL`, attributes: { Arn: arn, Id: id } };
  },
});

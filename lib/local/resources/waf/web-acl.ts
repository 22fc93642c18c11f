import { webAclProperties } from '../../firewall/index.ts';
import { resourceType } from '../../resource-type.ts';
import { wafNames } from './waf-arn.ts';

const tokens = { kind: 'not-enforced', why: 'no puzzle can be solved here, so there is no token to honour' } as const;

/** `Ref` is `name|id|REGIONAL`, as CloudFormation answers it. */
export const webAcl = resourceType({
  type: 'AWS::WAFv2::WebACL',
  properties: webAclProperties,
  enforcement: {
    kind: 'approximated',
    how: 'what SQL injection, cross-site scripting and the managed groups look for is not public, nor how rates are counted',
  },
  lesser: { CaptchaConfig: tokens, ChallengeConfig: tokens, TokenDomains: tokens },
  declare(declaration, services) {
    const { arn, name, id } = wafNames('webacl', declaration, services);
    const capacity = services.firewall.declareWebAcl({ arn, name, properties: declaration.properties });
    const { accountId } = services.environment;
    return {
      ref: `${name}|${id}|REGIONAL`,
      attributes: { Arn: arn, Id: id, Capacity: capacity, LabelNamespace: `awswaf:${accountId}:webacl:${name}:` },
    };
  },
});

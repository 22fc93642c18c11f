import type { ResourceType } from '../../resource-type.ts';
import { ipSet } from './ip-set.ts';
import { loggingConfiguration } from './logging-configuration.ts';
import { regexPatternSet } from './regex-pattern-set.ts';
import { ruleGroup } from './rule-group.ts';
import { webAcl } from './web-acl.ts';
import { webAclAssociation } from './web-acl-association.ts';

export const wafResourceTypes: readonly ResourceType[] = [
  ipSet,
  loggingConfiguration,
  regexPatternSet,
  ruleGroup,
  webAcl,
  webAclAssociation,
];

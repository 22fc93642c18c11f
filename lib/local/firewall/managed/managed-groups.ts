import { amazonIpReputationList } from './amazon-ip-reputation-list.ts';
import { anonymousIpList } from './anonymous-ip-list.ts';
import { commonRuleSet } from './common-rule-set.ts';
import { knownBadInputsRuleSet } from './known-bad-inputs-rule-set.ts';
import { linuxRuleSet } from './linux-rule-set.ts';
import type { ManagedGroup } from './managed-rule.ts';
import { sqliRuleSet } from './sqli-rule-set.ts';
import { unixRuleSet } from './unix-rule-set.ts';

export const managedGroups: ReadonlyMap<string, ManagedGroup> = new Map(
  [
    amazonIpReputationList,
    anonymousIpList,
    commonRuleSet,
    knownBadInputsRuleSet,
    linuxRuleSet,
    sqliRuleSet,
    unixRuleSet,
  ].map((group) => [group.name, group]),
);

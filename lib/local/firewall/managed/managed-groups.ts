import { acfpRuleSet } from './acfp-rule-set.ts';
import { adminProtectionRuleSet } from './admin-protection-rule-set.ts';
import { amazonIpReputationList } from './amazon-ip-reputation-list.ts';
import { anonymousIpList } from './anonymous-ip-list.ts';
import { antiDdosRuleSet } from './anti-ddos-rule-set.ts';
import { atpRuleSet } from './atp-rule-set.ts';
import { botControlRuleSet } from './bot-control-rule-set.ts';
import { commonRuleSet } from './common-rule-set.ts';
import { knownBadInputsRuleSet } from './known-bad-inputs-rule-set.ts';
import { linuxRuleSet } from './linux-rule-set.ts';
import type { ManagedGroup } from './managed-rule.ts';
import { phpRuleSet } from './php-rule-set.ts';
import { sqliRuleSet } from './sqli-rule-set.ts';
import { unixRuleSet } from './unix-rule-set.ts';
import { windowsRuleSet } from './windows-rule-set.ts';
import { wordPressRuleSet } from './word-press-rule-set.ts';

export const managedGroups: ReadonlyMap<string, ManagedGroup> = new Map(
  [
    amazonIpReputationList,
    anonymousIpList,
    commonRuleSet,
    knownBadInputsRuleSet,
    linuxRuleSet,
    sqliRuleSet,
    unixRuleSet,
    windowsRuleSet,
    phpRuleSet,
    wordPressRuleSet,
    adminProtectionRuleSet,
    botControlRuleSet,
    atpRuleSet,
    acfpRuleSet,
    antiDdosRuleSet,
  ].map((group) => [group.name, group]),
);

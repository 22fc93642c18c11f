import type { ManagedGroup } from './managed-rule.ts';
import { notEnforced } from './not-enforced.ts';

const why = 'whether an attack is under way, and who takes part in it, is what AWS sees of all its traffic';

/** `AWSManagedRulesAntiDDoSRuleSet` */
export const antiDdosRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesAntiDDoSRuleSet',
  slug: 'anti-ddos',
  capacity: 50,
  inspectsTokens: true,
  rules: [
    notEnforced(why, 'ChallengeAllDuringEvent', undefined, 'Challenge'),
    notEnforced(why, 'ChallengeDDoSRequests', undefined, 'Challenge'),
    notEnforced(why, 'DDoSRequests'),
  ],
};

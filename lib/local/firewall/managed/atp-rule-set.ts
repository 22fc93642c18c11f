import type { ManagedGroup } from './managed-rule.ts';
import { notEnforced } from './not-enforced.ts';

const why = 'it needs tokens, which AWS hands out, and the stolen credentials that AWS collects';
const volume = 'AWS counts log-ins by measures of its own; a rate-based rule on the same path says what it counts';

/** `AWSManagedRulesATPRuleSet`, without the two rules that look at answers: those are for CloudFront. */
export const atpRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesATPRuleSet',
  slug: 'atp',
  capacity: 50,
  inspectsTokens: true,
  rules: [
    notEnforced(
      'it concerns user pools, in front of which this machine puts no web ACL',
      'UnsupportedCognitoIDP',
      'unsupported:cognito_idp',
    ),
    notEnforced(volume, 'VolumetricIpHigh', 'aggregate:volumetric:ip:high'),
    notEnforced(why, 'VolumetricSession', 'aggregate:volumetric:session'),
    notEnforced(why, 'AttributeCompromisedCredentials', 'aggregate:attribute:compromised_credentials'),
    notEnforced(why, 'AttributeUsernameTraversal', 'aggregate:attribute:username_traversal'),
    notEnforced(why, 'AttributePasswordTraversal', 'aggregate:attribute:password_traversal'),
    notEnforced(why, 'AttributeLongSession', 'aggregate:attribute:long_session'),
    notEnforced(why, 'TokenRejected'),
    notEnforced(why, 'SignalMissingCredential', 'signal:missing_credential'),
  ],
};

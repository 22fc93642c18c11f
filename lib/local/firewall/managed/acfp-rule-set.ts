import type { ManagedGroup } from './managed-rule.ts';
import { notEnforced } from './not-enforced.ts';

const why = 'it needs tokens, which AWS hands out, and what AWS knows of clients and of stolen credentials';

/** `AWSManagedRulesACFPRuleSet` */
export const acfpRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesACFPRuleSet',
  slug: 'acfp',
  capacity: 50,
  inspectsTokens: true,
  rules: [
    notEnforced(why, 'UnsupportedCognitoIDP'),
    notEnforced(why, 'AllRequests', undefined, 'Challenge'),
    notEnforced(why, 'RiskScoreHigh'),
    notEnforced(why, 'SignalCredentialCompromised'),
    notEnforced(why, 'SignalClientHumanInteractivityAbsentLow', undefined, 'Captcha'),
    notEnforced(why, 'AutomatedBrowser'),
    notEnforced(why, 'BrowserInconsistency', undefined, 'Captcha'),
    notEnforced(why, 'VolumetricIpHigh', undefined, 'Captcha'),
    notEnforced(why, 'VolumetricSessionHigh'),
    notEnforced(why, 'AttributeUsernameTraversalHigh'),
    notEnforced(why, 'VolumetricPhoneNumberHigh'),
    notEnforced(why, 'VolumetricAddressHigh'),
    notEnforced(why, 'VolumetricAddressLow'),
    notEnforced(why, 'VolumetricIPSuccessfulResponse'),
    notEnforced(why, 'VolumetricSessionSuccessfulResponse'),
    notEnforced(why, 'VolumetricSessionTokenReuseIp'),
  ],
};

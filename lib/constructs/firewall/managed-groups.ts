import type { FirewallRule } from './rule.ts';

/** What AWS's own rule groups cost. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export const managedCapacityUnits: ReadonlyMap<string, number> = new Map([
  ['AWSManagedRulesCommonRuleSet', 700],
  ['AWSManagedRulesAdminProtectionRuleSet', 100],
  ['AWSManagedRulesKnownBadInputsRuleSet', 200],
  ['AWSManagedRulesSQLiRuleSet', 200],
  ['AWSManagedRulesLinuxRuleSet', 200],
  ['AWSManagedRulesUnixRuleSet', 100],
  ['AWSManagedRulesWindowsRuleSet', 200],
  ['AWSManagedRulesPHPRuleSet', 100],
  ['AWSManagedRulesWordPressRuleSet', 100],
  ['AWSManagedRulesAmazonIpReputationList', 25],
  ['AWSManagedRulesAnonymousIpList', 50],
  ['AWSManagedRulesBotControlRuleSet', 50],
  ['AWSManagedRulesATPRuleSet', 50],
  ['AWSManagedRulesACFPRuleSet', 50],
  ['AWSManagedRulesAntiDDoSRuleSet', 50],
]);

/**
 * Groups that cost nothing beyond their place, cheap before dear.
 *
 * @param confirmed by group, rules that only leave their label, because another rule decides
 */
export const standardGroups = (confirmed: ReadonlyMap<string, readonly string[]>): readonly FirewallRule[] => [
  managed('AWSManagedRulesAmazonIpReputationList'),
  // Its limit of 8 KB would refuse what contracts allow; the rules of the contracts hold the bodies.
  managed('AWSManagedRulesCommonRuleSet', {
    counted: ['SizeRestrictions_BODY', ...(confirmed.get('AWSManagedRulesCommonRuleSet') ?? [])],
  }),
  managed('AWSManagedRulesKnownBadInputsRuleSet'),
  managed('AWSManagedRulesSQLiRuleSet', { counted: confirmed.get('AWSManagedRulesSQLiRuleSet') ?? [] }),
];

export interface PaidGroups {
  /**
   * Stops floods within seconds by what AWS learns of the API's own traffic. Programs cannot solve its browser
   * challenge, so that is off. About 20 US dollars a month, and 0.15 a million requests.
   * @default false
   */
  readonly antiDdos?: boolean;
  /**
   * Counts bots by their names and signs; blocks none, because the callers of an API are programs. About 10 US dollars a
   * month, and 1 a million requests.
   * @default false
   */
  readonly botControl?: boolean;
  /**
   * Refuses anonymising proxies and Tor exits; hosting providers are counted only, because programs run there.
   * @default false
   */
  readonly anonymousAddresses?: boolean;
}

/** Rules of Bot Control that would refuse every program: all of its category and signal rules. */
const botRules = [
  ...['Advertising', 'Archiver', 'ContentFetcher', 'EmailClient', 'HttpLibrary', 'LinkChecker', 'Miscellaneous'],
  ...[
    'Monitoring',
    'PagePreview',
    'ScrapingFramework',
    'SearchEngine',
    'Security',
    'Seo',
    'SocialMedia',
    'Webhooks',
    'AI',
  ],
].map((category) => `Category${category}`);
const botSignals = ['SignalAutomatedBrowser', 'SignalKnownBotDataCenter', 'SignalNonBrowserUserAgent'];

/** In front of all others where they are asked for: what floods must not be looked at first. */
export const paidGroups = (asked: PaidGroups): readonly FirewallRule[] => [
  ...(asked.antiDdos === true
    ? [
        managed('AWSManagedRulesAntiDDoSRuleSet', {
          config: {
            awsManagedRulesAntiDDoSRuleSet: {
              clientSideActionConfig: { challenge: { usageOfAction: 'DISABLED' } },
              sensitivityToBlock: 'MEDIUM',
            },
          },
        }),
      ]
    : []),
  ...(asked.anonymousAddresses === true
    ? [managed('AWSManagedRulesAnonymousIpList', { counted: ['HostingProviderIPList'] })]
    : []),
  ...(asked.botControl === true
    ? [
        managed('AWSManagedRulesBotControlRuleSet', {
          counted: [...botRules, ...botSignals],
          config: { awsManagedRulesBotControlRuleSet: { inspectionLevel: 'COMMON' } },
        }),
      ]
    : []),
];

interface Adjustments {
  /** Rules that only leave a label. */
  readonly counted?: readonly string[];
  readonly config?: object;
}

function managed(name: string, { counted = [], config }: Adjustments = {}): FirewallRule {
  return {
    name,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(counted.length > 0 && {
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
        ...(config !== undefined && { managedRuleGroupConfigs: [config] }),
      },
    },
    overrideAction: { none: {} },
  };
}

import type { ManagedGroup, ManagedRule } from './managed-rule.ts';
import { notEnforced } from './not-enforced.ts';

const why = 'which clients are bots, and which of those are what they claim to be, is known to AWS only';
const session = 'it needs tokens, which AWS hands out, and what AWS learns from traffic';

const category = (name: string, label: string): ManagedRule =>
  notEnforced(why, `Category${name}`, `bot:category:${label}`);

/** `AWSManagedRulesBotControlRuleSet` */
export const botControlRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesBotControlRuleSet',
  slug: 'bot-control',
  capacity: 50,
  inspectsTokens: true,
  rules: [
    category('Advertising', 'advertising'),
    category('Archiver', 'archiver'),
    category('ContentFetcher', 'content_fetcher'),
    category('EmailClient', 'email_client'),
    category('HttpLibrary', 'http_library'),
    category('LinkChecker', 'link_checker'),
    category('Miscellaneous', 'miscellaneous'),
    category('Monitoring', 'monitoring'),
    category('PagePreview', 'page_preview'),
    category('ScrapingFramework', 'scraping_framework'),
    category('SearchEngine', 'search_engine'),
    category('Security', 'security'),
    category('Seo', 'seo'),
    category('SocialMedia', 'social_media'),
    category('Webhooks', 'webhooks'),
    category('AI', 'ai'),
    notEnforced(why, 'SignalAutomatedBrowser', 'signal:automated_browser'),
    notEnforced(why, 'SignalKnownBotDataCenter', 'signal:known_bot_data_center'),
    notEnforced(why, 'SignalNonBrowserUserAgent', 'signal:non_browser_user_agent'),
    notEnforced(session, 'TGT_VolumetricIpTokenAbsent', 'targeted:aggregate:volumetric:ip:token_absent', 'Challenge'),
    notEnforced(session, 'TGT_TokenAbsent', undefined, 'Count'),
    notEnforced(session, 'TGT_VolumetricSession', 'targeted:aggregate:volumetric:session:high', 'Captcha'),
    notEnforced(session, 'TGT_VolumetricSessionMaximum', undefined),
    notEnforced(session, 'TGT_SignalAutomatedBrowser', 'targeted:signal:automated_browser', 'Captcha'),
    notEnforced(session, 'TGT_SignalBrowserInconsistency', 'targeted:signal:browser_inconsistency', 'Captcha'),
    notEnforced(session, 'TGT_TokenReuseIp', undefined, 'Count'),
    notEnforced(session, 'TGT_ML_CoordinatedActivityMedium', undefined, 'Count'),
    notEnforced(session, 'TGT_ML_CoordinatedActivityHigh', undefined, 'Count'),
  ],
};

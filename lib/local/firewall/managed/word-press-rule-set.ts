import type { ManagedGroup } from './managed-rule.ts';
import { patternIn } from './statements.ts';

const commands = [
  String.raw`\bdo-reset-wordpress\b|\bwp_(?:insert_user|set_password)\b|\baction=(?:duplicator|revslider)_`,
];
const paths = [
  String.raw`/xmlrpc\.php|/wp-(?:config|cron|load)\.php|/wp-content/(?:debug\.log|uploads/.*\.php)|/wp-json/wp/v2/users`,
];

/** `AWSManagedRulesWordPressRuleSet`: its labels are in capitals, unlike those of other groups. */
export const wordPressRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesWordPressRuleSet',
  slug: 'wordpress-app',
  capacity: 100,
  rules: [
    {
      name: 'WordPressExploitableCommands_QUERYSTRING',
      label: 'WordPressExploitableCommands_QUERYSTRING',
      enforcement: 'approximated',
      statement: patternIn('QUERYSTRING', commands),
    },
    {
      name: 'WordPressExploitablePaths_URIPATH',
      label: 'WordPressExploitablePaths_URIPATH',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', paths),
    },
  ],
};

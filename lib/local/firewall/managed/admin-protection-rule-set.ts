import type { ManagedGroup } from './managed-rule.ts';
import { patternIn } from './statements.ts';

/** Where software has its administration, such as `sqlmanager`. */
const administration = [
  String.raw`/(?:sqlmanager|phpmyadmin|pma|myadmin|mysqladmin|adminer|phppgadmin|manager/html|wp-admin|administrator|webadmin|solr/admin|jmx-console|web-console|cpanel|plesk)(?:/|\.php|$)`,
];

/** `AWSManagedRulesAdminProtectionRuleSet` */
export const adminProtectionRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesAdminProtectionRuleSet',
  slug: 'admin-protection',
  capacity: 100,
  rules: [
    {
      name: 'AdminProtection_URIPATH',
      label: 'AdminProtection_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', administration),
    },
  ],
};

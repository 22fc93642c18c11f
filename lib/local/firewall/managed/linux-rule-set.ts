import type { ManagedGroup } from './managed-rule.ts';
import { patternIn } from './statements.ts';

/** Files that tell about a Linux machine or open it. */
const systemFiles = [
  String.raw`/proc/(?:version|self|cpuinfo|cmdline|\d+)|/etc/(?:passwd|shadow|group|hosts|sudoers|crontab|issue|ssh/)`,
  String.raw`/var/(?:log|run/secrets|spool/cron)/|/root/\.|/home/[^/]+/\.(?:ssh|aws|bash)|\.ssh/(?:id_|authorized)|/boot/grub`,
];

/** `AWSManagedRulesLinuxRuleSet` */
export const linuxRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesLinuxRuleSet',
  slug: 'linux-os',
  capacity: 200,
  rules: [
    {
      name: 'LFI_URIPATH',
      label: 'LFI_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', systemFiles),
    },
    {
      name: 'LFI_QUERYSTRING',
      label: 'LFI_QueryString',
      enforcement: 'approximated',
      statement: patternIn('QUERYSTRING', systemFiles),
    },
    {
      name: 'LFI_HEADER',
      label: 'LFI_Header',
      enforcement: 'approximated',
      statement: patternIn('HEADER', systemFiles),
    },
  ],
};

import type { ManagedGroup } from './managed-rule.ts';
import { patternIn } from './statements.ts';

/** Commands behind a separator or a substitution, and the variables and files that they are used on. */
const shellCommands = [
  String.raw`\becho\s+\$\{?[a-z_]+|\$\{?(?:home|path|ifs|pwd|shell|hostname)\b|\$\((?:[a-z/]|\s){2,}`,
  String.raw`(?:[;|&\n]|&&|\|\|)\s*(?:/\w+)*/?(?:cat|ls|id|whoami|uname|wget|curl|nc|ncat|bash|sh|zsh|python3?|perl|ping|nslookup|sleep)\b(?:\s|$|[;|&<>])`,
  '`\\s*(?:cat|ls|id|whoami|uname|wget|curl|nc|bash|sh|python3?|perl|ping|sleep)\\b[^`]*`',
  String.raw`/(?:usr/)?bin/(?:cat|ls|id|bash|sh|zsh|env|nc|python3?|perl|wget|curl|uname|whoami)\b|/dev/(?:tcp|udp)/`,
];

/** `AWSManagedRulesUnixRuleSet` */
export const unixRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesUnixRuleSet',
  slug: 'posix-os',
  capacity: 100,
  rules: [
    {
      name: 'UNIXShellCommandsVariables_QUERYSTRING',
      label: 'UNIXShellCommandsVariables_QueryString',
      enforcement: 'approximated',
      statement: patternIn('QUERYSTRING', shellCommands),
    },
    {
      name: 'UNIXShellCommandsVariables_BODY',
      label: 'UNIXShellCommandsVariables_Body',
      enforcement: 'approximated',
      statement: patternIn('BODY', shellCommands),
    },
    {
      name: 'UNIXShellCommandsVariables_HEADER',
      label: 'UNIXShellCommandsVariables_Header',
      enforcement: 'approximated',
      statement: patternIn('HEADER', shellCommands),
    },
  ],
};

import type { ManagedGroup } from './managed-rule.ts';
import { patternIn, sqlInjectionIn } from './statements.ts';

/** Shapes of SQL injection that the detector is known to miss. */
const extendedPatterns = [
  String.raw`\bunion\s+(?:all\s+|distinct\s+)?select\b|\bselect\b.+\bfrom\s+(?:information_schema|pg_catalog|sys\.)`,
  String.raw`;\s*(?:drop|alter|truncate|create)\s+(?:table|database|user|schema)\b|;\s*(?:shutdown|exec|waitfor)\b`,
  String.raw`\b(?:pg_sleep|sleep|benchmark|dbms_pipe\.receive_message|load_file|extractvalue|updatexml|xp_cmdshell)\s*\(`,
  String.raw`['"]\s*(?:or|and|\|\||&&)\s*(?:not\s+)?['"(]*\w*['")]*\s*(?:=|<|>|like\b|is\b|in\b|between\b)`,
  String.raw`\bwaitfor\s+delay\s+'|\binto\s+(?:out|dump)file\s+['"]`,
];

/** Comments are how words are torn apart. */
const withoutComments = ['REPLACE_COMMENTS', 'COMPRESS_WHITE_SPACE'];

/** `AWSManagedRulesSQLiRuleSet` */
export const sqliRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesSQLiRuleSet',
  slug: 'sql-database',
  capacity: 200,
  rules: [
    {
      name: 'SQLi_QUERYARGUMENTS',
      label: 'SQLi_QueryArguments',
      enforcement: 'approximated',
      statement: sqlInjectionIn('QUERYARGUMENTS'),
    },
    {
      name: 'SQLiExtendedPatterns_QUERYARGUMENTS',
      label: 'SQLiExtendedPatterns_QueryArguments',
      enforcement: 'approximated',
      statement: patternIn('QUERYARGUMENTS', extendedPatterns, withoutComments),
    },
    {
      name: 'SQLi_BODY',
      label: 'SQLi_Body',
      enforcement: 'approximated',
      statement: sqlInjectionIn('BODY'),
    },
    {
      name: 'SQLiExtendedPatterns_BODY',
      label: 'SQLiExtendedPatterns_Body',
      enforcement: 'approximated',
      statement: patternIn('BODY', extendedPatterns, withoutComments),
    },
    {
      name: 'SQLiExtendedPatterns_HEADER',
      label: 'SQLiExtendedPatterns_Header',
      enforcement: 'approximated',
      statement: patternIn('HEADER', extendedPatterns, withoutComments),
    },
    {
      name: 'SQLiExtendedPatterns_URIPATH',
      label: 'SQLiExtendedPatterns_UriPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', extendedPatterns, withoutComments),
    },
    {
      name: 'SQLi_COOKIE',
      label: 'SQLi_Cookie',
      enforcement: 'approximated',
      statement: sqlInjectionIn('COOKIE'),
    },
    {
      name: 'SQLi_URIPATH',
      label: 'SQLi_URIPath',
      enforcement: 'approximated',
      statement: sqlInjectionIn('URIPATH'),
    },
  ],
};

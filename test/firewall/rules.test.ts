import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { api, endpoint, publicAccess } from '../../lib/contract/index.ts';
import { asBody, asHeader, bankFirewall } from './bank-firewall.ts';
import { alone, countedIn, without } from './change-rules.ts';
import { firewallOf, rulesOf, type TemplateRule } from './firewall-of.ts';
import { unprovable, type Witness, witnesses } from './witnesses.ts';

const { template } = bankFirewall();
const whole = firewallOf(template);

type Firewall = ReturnType<typeof firewallOf>;

/** The last answer to the witness, and the rule that gave it: `allow` when it passed. */
function lastAnswer({ evaluate }: Firewall, { request, times = 1, rotates = false }: Witness): string {
  let last = evaluate(request);
  for (let turn = 1; turn < times; turn += 1) {
    assert.equal(last.action, 'allow', `${last.seen.terminatingRule} refused after ${turn}`);
    last = evaluate({ ...request, ...(rotates && { clientIp: `10.${Math.floor(turn / 250) % 250}.${turn % 250}.9` }) });
  }
  return last.action === 'allow' ? 'allow' : last.seen.terminatingRule;
}

const isRate = ({ Name }: TemplateRule) => /^Guard|Rate$/.test(String(Name));

/** The whole firewall where nothing else sees the witness, all rates where it comes often, else the rule alone. */
function firewallFor(name: string, { times, isSeenByOthers }: Witness, change: (rule: TemplateRule) => TemplateRule) {
  const isolate = alone(name, whole.ruleNames);
  return firewallOf(template, (rule) => {
    const kept = isSeenByOthers ? isolate(rule) : rule;
    return kept === undefined || (times !== undefined && !isRate(rule)) ? undefined : change(kept);
  });
}

describe('the bank', () => {
  const labelled = rulesOf(template).flatMap((rule) => countedIn(rule).map((member) => `${rule['Name']}#${member}`));
  const groups = new Set(whole.ruleNames.filter((name) => name.includes('#')).map((name) => name.split('#')[0]));
  const enforced = whole.ruleNames.filter((name) => !groups.has(name) && !labelled.includes(name));

  it('has a witness for each of its rules, and for each rule of its managed groups, or a reason why there is none', () => {
    assert.deepEqual([...Object.keys(witnesses), ...Object.keys(unprovable)].sort(), enforced.toSorted());
    for (const reason of Object.values(unprovable)) assert.ok(reason.length > 0);
  });

  it('refuses each witness, and lets it pass once its rule only counts', () => {
    for (const [name, witness] of Object.entries(witnesses)) {
      // A guard only notes; the rates behind it refuse.
      const refusing = /^Guard[A-Z]/.test(name) ? /^Guarded\d+\w+Rate$/ : new RegExp(`^${name}$`);
      const isWhole = witness.isSeenByOthers === undefined && witness.times === undefined;
      assert.match(lastAnswer(isWhole ? whole : firewallFor(name, witness, (rule) => rule), witness), refusing, name);
      assert.equal(lastAnswer(firewallFor(name, witness, without(name)), witness), 'allow', `without ${name}`);
      // Whatever else sees it, the whole firewall refuses it, too.
      if (witness.times === undefined) assert.notEqual(lastAnswer(whole, witness), 'allow', name);
    }
  });
});

describe('a body is refused where a contract declares none', () => {
  for (const [method, uriPath] of [
    ['GET', '/accounts'],
    ['DELETE', '/payees/pay_1'],
    ['POST', '/me/sign-out'],
    ['PUT', '/accounts/acc_1/readers/1'],
  ] as const) {
    it(`${method} ${uriPath}`, () => {
      assert.equal(whole.evaluate(asBody({}, { method, uriPath })).seen.terminatingRule, 'EndpointBodySize');
      assert.equal(whole.evaluate({ method, uriPath }).action, 'allow');
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

  it('by writing one credential in many ways: the scheme in any case, any number of spaces behind it', () => {
    const { evaluate } = firewallOf(template);
    const spellings = Array.from({ length: 101 }, (_, turn) => {
      const scheme = [...'bearer'].map((letter, at) => ((turn >> at) & 1 ? letter.toUpperCase() : letter)).join('');
      return `${scheme}${' '.repeat(1 + (turn >> 6))}abc.def.ghi`;
    });
    assert.equal(new Set(spellings).size, spellings.length);
    const answers = spellings.map((spelling, turn) =>
      evaluate({
        ...asBody({}, { uriPath: '/otp/challenges' }),
        headers: [...(asHeader('Authorization', spelling).headers ?? []), ['Content-Type', 'application/json']],
        clientIp: `198.51.100.${turn}`,
      }),
    );
    assert.deepEqual([...new Set(answers.slice(0, 100).map(({ action }) => action))], ['allow']);
    assert.equal(answers[100]?.seen.terminatingRule, 'Guarded100CredentialRate');
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
    assert.equal(last, 'Guarded10000TotalRate');
  });
});

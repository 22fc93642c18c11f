import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { api, endpoint, publicAccess } from '../../../lib/contract/index.ts';
import { bankFirewall } from '../../firewall/bank-firewall.ts';
import { firewallOf } from '../../firewall/firewall-of.ts';

const query = {
  limit: z.string().regex(/^([1-9]\d?|100)$/),
  currency: z.enum(['CHF', 'EUR']),
  order: z.enum(['a b', 'c&d']),
  since: z.iso.date(),
  at: z.iso.datetime({ offset: true }),
  id: z.uuid(),
  cursor: z
    .string()
    .max(120)
    .regex(/^[\w.-]+$/),
  email: z.string().regex(/^[a-z0-9._%+@-]{1,100}$/),
  proof: z
    .string()
    .max(90)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  'filter[state]': z.enum(['open', 'done']),
  // Free, as far as the contract says: any text, any but some, a beginning.
  q: z.string().max(100),
  note: z.string().regex(/^[^<>]*$/),
  begins: z.string().regex(/^a|b$/),
};

const search = endpoint({
  route: 'GET /things',
  summary: 'Search',
  access: publicAccess({ because: 'nothing in it is secret' }),
  effect: 'reads',
  request: {
    query: z.strictObject(query).partial(),
    headers: z.strictObject({ 'x-proof': query.proof.optional(), 'x-note': z.string().max(99).optional() }),
  },
  responses: { 204: null },
});

const { template } = bankFirewall({
  api: api({ title: 'Things', version: '1.0.0', endpoints: [search], roles: {} }),
  requestsPerFiveMinutes: 100_000_000,
});
// Only what the contracts say: other rules look into values.
const { evaluate } = firewallOf(template, (rule) =>
  /^AWS|Confirmed$|In\w+$/.test(String(rule['Name'])) ? undefined : rule,
);
const endingOf = (queryString: string) => {
  const { action, seen } = evaluate({ uriPath: '/things', queryString });
  return action === 'allow' ? 'allow' : seen.terminatingRule;
};

/** As clients write it: browsers, forms, curl. */
const writers: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  (name, value) => new URLSearchParams([[name, value]]).toString(),
  (name, value) => `${name}=${encodeURIComponent(value).replaceAll(/%[0-9A-F]{2}/g, (each) => each.toLowerCase())}`,
];

const valuesOf: Readonly<Record<keyof typeof query, fc.Arbitrary<string>>> = {
  limit: fc.integer({ min: 1, max: 100 }).map(String),
  currency: fc.constantFrom('CHF', 'EUR'),
  order: fc.constantFrom('a b', 'c&d'),
  since: fc.constantFrom('2024-02-29', '1999-12-31'),
  at: fc.constantFrom('2024-02-29T10:20:30Z', '2024-02-29T10:20:30.123+02:00'),
  id: fc.uuid(),
  cursor: fc.stringMatching(/^[\w.-]{1,120}$/),
  email: fc.stringMatching(/^[a-z0-9._%+@-]{1,100}$/),
  proof: fc.stringMatching(/^[A-Za-z0-9+/]{1,80}={0,2}$/),
  'filter[state]': fc.constantFrom('open', 'done'),
  q: fc.string({ maxLength: 100 }),
  note: fc.stringMatching(/^[^<>]{0,90}$/),
  begins: fc.stringMatching(/^a.{0,50}$/),
};

describe('query arguments are held to the alphabet and the length of their contracts', () => {
  it('which refuses nothing that keeps them, however clients write it', () => {
    const argument = fc.constantFrom(...Object.entries(valuesOf)).chain(([name, values]) =>
      fc.tuple(
        fc.constant(name),
        values.filter((value) => value.isWellFormed()),
        fc.constantFrom(...writers),
      ),
    );
    const property = fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (its) => {
      const text = its.map(([name, value, write]) => write(name, value)).join('&');
      assert.equal(endingOf(text), 'allow', text);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('which lets pass what is only mistyped, for the handler to explain', () => {
    for (const text of [
      'limit=many',
      'limit=-1',
      'limit=',
      'limit',
      'limit=1&limit=2',
      'currency=XXX',
      'since=tomorrow',
    ]) {
      assert.equal(endingOf(text), 'allow', text);
    }
    assert.equal(endingOf('email=a+b@example.com'), 'allow', 'a plus sign that should have been escaped');
  });

  it('and names that nobody declared', () => {
    for (const text of ['limits=<b>', 'debug=1', 'LIMIT=<b>', '<b>', 'x%5By%5D=1', 'xlimit=%3C', 'a%20b=1', '']) {
      assert.equal(endingOf(text), 'allow', text);
    }
  });

  const attack = "1'<!";
  it('which refuses what is outside, raw or escaped, first or last, once or again, behind any separator', () => {
    const escaped = encodeURIComponent(attack);
    for (const name of Object.keys(query).filter((each) => !['q', 'note', 'begins'].includes(each))) {
      for (const text of [
        `${name}=${attack}`,
        `${name}=${escaped}`,
        `${name}=1&${name}=${escaped}`,
        `q=a&${name}=1${escaped}&q=b`,
        `q=a;${name}=${escaped}`,
        `${name}=1;${escaped}`,
        `${name}=%00`,
        // Escaped twice it is no escape any more, but where the contract takes a per cent sign.
        ...(name === 'email' ? [] : [`${name}=%253C`]),
        `${name}=%u003c`,
        `${name}=%C3%BC`,
        `${name}=ü`,
        `${name}=\n`,
      ]) {
        assert.equal(endingOf(text), 'QueryShape', text);
      }
    }
  });

  it('by its name, which no escape hides', () => {
    for (const text of [
      `%6cimit=${attack}`,
      `%6Cimit=${attack}`,
      `%6cimit=%26${attack}`,
      `q=1&lim%69t=${attack}`,
      `filter%5Bstat%65]=1`,
      'q=1;%6cimit=1',
      '%6c',
    ]) {
      assert.equal(endingOf(text), 'QueryShape', text);
    }
    assert.equal(endingOf(`filter%5bstate%5D=${attack}`), 'QueryShape');
    assert.equal(endingOf('filter%5bstate%5D=open'), 'allow');
  });

  it('and by its length, where the contract names one, or 256 characters', () => {
    for (const [name, longest] of [
      ['limit', 256],
      ['cursor', 120],
    ] as const) {
      assert.equal(endingOf(`${name}=${'1'.repeat(longest)}&q=${'a'.repeat(300)}`), 'allow');
      assert.equal(endingOf(`${name}=${'1'.repeat(longest + 1)}`), 'QueryShape');
    }
  });
});

describe('headers of a contract are held to its alphabet and length, too', () => {
  const ending = (name: string, value: string) => {
    const { action, seen } = evaluate({
      uriPath: '/things',
      headers: [
        ['User-Agent', 'a/1'],
        [name, value],
      ],
    });
    return action === 'allow' ? 'allow' : seen.terminatingRule;
  };

  it('which refuses nothing that keeps them', () => {
    fc.assert(
      fc.property(valuesOf.proof, (value) => assert.equal(ending('X-Proof', value), 'allow')),
      { numRuns: 300 },
    );
    assert.equal(ending('x-proof', ' mistyped_but-harmless '), 'allow');
    for (const name of ['X-Note', 'X-Other']) assert.equal(ending(name, "it's <fine>"), 'allow');
  });

  it('and refuses what is outside', () => {
    for (const value of ["a'b", 'a<b', 'ü', 'a;b', 'a,b', 'a'.repeat(91)]) {
      assert.equal(ending('x-proof', value), 'HeaderShape', value);
    }
    assert.equal(ending('x-proof', 'a'.repeat(90)), 'allow');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertQuotas } from '../../../lib/constructs/firewall/quotas.ts';
import type { EndpointGuard, FirewallRule } from '../../../lib/constructs/index.ts';
import { readStatus, smallApi } from '../support/small-api.ts';
import { makeFirewall, rulesByName, warningsOf } from './support.ts';

const none = [{ priority: 0, type: 'NONE' }];
const field = { uriPath: {} };
const refusing = (name: string, statement: FirewallRule['statement']): FirewallRule => ({
  ...{ name, statement, action: { block: {} } },
});
const matching = (regexString: string) =>
  refusing('Own', { regexMatchStatement: { fieldToMatch: field, regexString, textTransformations: none } });
const searching = (searchString: string) =>
  refusing('Own', {
    notStatement: {
      statement: {
        byteMatchStatement: {
          ...{ fieldToMatch: field, positionalConstraint: 'CONTAINS', searchString, textTransformations: none },
        },
      },
    },
  });
const transforming = (count: number) =>
  refusing('Own', {
    sizeConstraintStatement: {
      ...{ fieldToMatch: field, comparisonOperator: 'GT', size: 1 },
      textTransformations: Array.from({ length: count }, (_, priority) => ({ priority, type: 'LOWERCASE' })),
    },
  });
const referring = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    refusing(`Set${index}`, { ipSetReferenceStatement: { arn: `arn:aws:wafv2:::ipset/${index}` } }),
  );
const counting = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    refusing(`Rate${index}`, { rateBasedStatement: { aggregateKeyType: 'IP', limit: 100 } }),
  );
const answering = (headers: number): FirewallRule => ({
  ...matching('a'),
  action: {
    block: {
      customResponse: {
        responseCode: 403,
        responseHeaders: Array.from({ length: headers }, (_, index) => ({ name: `x-${index}`, value: 'a' })),
      },
    },
  },
});

describe("a firewall keeps AWS WAF's quotas", () => {
  // Four rate-based rules are the construct's own here.
  for (const [what, fits, excess, message] of [
    [
      'of characters in a regular expression',
      [matching('a'.repeat(200))],
      [matching('a'.repeat(201))],
      /the rule Own has 201 characters in the pattern a{40}…, and 200 is the quota: write it as several/,
    ],
    [
      'of characters in a search string, however deep',
      [searching('a'.repeat(200))],
      [searching('a'.repeat(201))],
      /the rule Own has 201 characters in a search string, and 200/,
    ],
    [
      'of transformations in a statement',
      [transforming(10)],
      [transforming(11)],
      /the rule Own has 11 text transformations in one statement, and 10/,
    ],
    ['of headers in an answer', [answering(10)], [answering(11)], /the rule Own has 11 headers in its answer, and 10/],
    [
      'of rate-based rules',
      counting(6),
      counting(7),
      /has 11 rate-based rules \(AddressRate, .*Rate6\), and 10 is the quota: give guards the same limits/,
    ],
    ['of references', referring(50), referring(51), /has 51 statements that refer to sets or groups, and 50/],
  ] as const) {
    it(what, () => {
      const made = (rules: readonly FirewallRule[]) => makeFirewall(() => ({ rules, detection: 'managed-groups' }));
      made(fits);
      assert.throws(() => made(excess), message);
    });
  }

  it('of patterns in a set, and of bytes in an answer', () => {
    const empty = { rules: [], patternSets: [], responseBodies: {} };
    const set = (patterns: readonly string[]) => ({ ...empty, patternSets: [{ name: 'Words', patterns }] });
    assertQuotas('Firewall', set(Array.from({ length: 10 }, () => 'a'.repeat(200))));
    assert.throws(() => assertQuotas('Firewall', set(Array.from({ length: 11 }, () => 'a'))), /Words has 11 patterns/);
    assert.throws(
      () => assertQuotas('Firewall', set(['a'.repeat(201)])),
      /Firewall: .* the set Words has 201 characters/,
    );
    const body = (content: string) => ({ ...empty, responseBodies: { long: { content, contentType: 'TEXT_PLAIN' } } });
    assertQuotas('Firewall', body('a'.repeat(4_096)));
    assert.throws(() => assertQuotas('Firewall', body('ü'.repeat(2_049))), /the answer long has 4098 bytes, and 4096/);
  });

  it('and names everything that is too much at once', () => {
    assert.throws(
      () => makeFirewall(() => ({ rules: [matching('a'.repeat(300)), ...counting(9)] })),
      /300 characters .*; .*13 rate-based rules/,
    );
  });

  it('and warns of those that AWS raises when it is asked', () => {
    assert.deepEqual(warningsOf(makeFirewall()), []);
    const rules = Array.from({ length: 9 }, (_, index) => ({ ...answering(10), name: `Own${index}` }));
    const made = makeFirewall(() => ({ rules }));
    assert.match(warningsOf(made).join(), /has \d+ headers in the answers of its rules; AWS allows 100 until/);
  });
});

describe('however many guards there are', () => {
  it('guards of the same numbers take no rate-based rules of their own', () => {
    const guard = (name: string): EndpointGuard => ({
      ...{ name, endpoints: [readStatus], requestsPerFiveMinutes: 50, totalPerFiveMinutes: 500 },
    });
    const endpoints = smallApi().endpoints;
    const [one, two, three] = endpoints;
    assert.ok(one !== undefined && two !== undefined && three !== undefined);
    const guards: readonly EndpointGuard[] = [
      { ...guard('One'), endpoints: [one] },
      { ...guard('Two'), endpoints: [two] },
      { ...guard('Three'), endpoints: [three] },
    ];
    const api = { ...smallApi(), endpoints };
    const names = [...rulesByName(makeFirewall(() => ({ api, guards })).template).keys()];
    assert.deepEqual(
      names.filter((name) => name.includes('Guard')),
      ['GuardOne', 'GuardTwo', 'GuardThree', 'Guarded50AddressRate', 'Guarded50CredentialRate', 'Guarded500TotalRate'],
    );
    const different = guards.map((each, index) => ({ ...each, requestsPerFiveMinutes: 50 + index }));
    assert.throws(() => makeFirewall(() => ({ api, guards: different })), /11 rate-based rules .*Guarded52AddressRate/);
  });
});

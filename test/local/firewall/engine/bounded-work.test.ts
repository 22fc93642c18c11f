import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chunksOf } from '../../../../lib/local/firewall/detection/chunks.ts';
import { compilePattern } from '../../../../lib/local/firewall/engine/pattern.ts';
import { Texts } from '../../../../lib/local/firewall/engine/texts.ts';
import { preParseTransformations } from '../../../../lib/local/firewall/transformations/pre-parse.ts';
import { transformations } from '../../../../lib/local/firewall/transformations/transformations.ts';
import { declareWebAcl, evaluate, firewallUnderTest, groupRule, managed } from '../firewall-under-test.ts';

/** Openings that invite a naive decoder to look for an end again and again. */
const nasty = [
  '/*',
  '&#',
  '&',
  '\\',
  '%u',
  '%',
  '../',
  '//',
  '0x',
  '\\u',
  ' ',
  '{',
  '[',
  '"',
  '\\"',
  '<',
  "'",
  '${',
  '=',
  ';a',
];

const limit = 64 * 1024;
const filled = (unit: string, length = limit) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Work that grew with the square of the length would not end before the runner's timeout. */
describe('no payload stalls', () => {
  it('a transformation', () => {
    for (const unit of nasty) {
      const text = filled(unit, 256 * 1024);
      for (const [, transformation] of [...transformations, ...preParseTransformations]) transformation(text);
    }
  });

  it('a pattern that backtracking would take for ever to refuse', () => {
    for (const pattern of ['(a+)+$', '(a|a)*b', '(?:a?){200}a{200}b', '(.*)*x']) {
      assert.equal(compilePattern(pattern, 'pattern').isIn(new Texts([`${filled('a')}!`])), false);
    }
  });

  it('the managed rules, in a body, a header, a cookie, a query or a path', () => {
    const { firewall } = firewallUnderTest();
    const groups = ['KnownBadInputsRuleSet', 'SQLiRuleSet', 'LinuxRuleSet', 'UnixRuleSet', 'CommonRuleSet'];
    const counting = { OverrideAction: { Count: {} } };
    declareWebAcl(
      firewall,
      groups.map((name) => groupRule(managed(name), counting)),
      { AssociationConfig: { RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } } } },
    );
    for (const unit of nasty) {
      const text = filled(unit);
      evaluate(firewall, { body: text });
      evaluate(firewall, { body: `["${filled(unit.replaceAll('"', 'x').replaceAll('\\', 'x'), limit - 4)}"]` });
      evaluate(firewall, { queryString: text.slice(0, 16_384), uriPath: `/${text.slice(0, 16_384)}` });
      evaluate(firewall, {
        headers: [
          ['cookie', text.slice(0, 16_384)],
          ['x-test', text.slice(0, 16_384)],
        ],
      });
    }
  });

  it('the managed rules by many small values', () => {
    const { firewall } = firewallUnderTest();
    declareWebAcl(firewall, [groupRule(managed('SQLiRuleSet')), groupRule(managed('CommonRuleSet'))]);
    const numbers = Array.from({ length: 3000 }, (_, n) => n);
    assert.equal(evaluate(firewall, { body: JSON.stringify(numbers).slice(0, 8000) }).action, 'allow');
    const keys = Object.fromEntries(numbers.slice(0, 600).map((n) => [`k${n}`, n]));
    assert.equal(evaluate(firewall, { body: JSON.stringify(keys).slice(0, 8000) }).action, 'allow');
  });
});

describe('the chunks of a text', () => {
  it('cover it, overlap, and are as few as its length asks for', () => {
    for (const length of [0, 1, 2000, 2001, 3000, 3001, limit]) {
      const chunks = chunksOf(filled('abcdefg', length));
      assert.ok(chunks.length <= 1 + length / 1000);
      assert.ok(chunks.every((chunk) => chunk.length <= 2000));
      assert.equal(chunks.reduce((text, chunk, n) => text + (n === 0 ? chunk : chunk.slice(1000)), '').length, length);
    }
  });
});

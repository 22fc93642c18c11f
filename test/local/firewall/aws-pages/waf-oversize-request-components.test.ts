import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, none, rule } from '../firewall-under-test.ts';
import { deciding, type Parts } from './deciding.ts';

const all = { MatchPattern: { All: {} }, MatchScope: 'ALL' };
const many = (length: number): Parts => ({ headers: Array.from({ length }, (_, n) => [`h${n}`, 'v'] as const) });
const bytes = (length: number): Parts => ({
  headers: [
    ['h', 'v'.repeat(length - 1)],
    ['last', 'x'],
  ],
});
const cookies = (length: number): Parts => ({ headers: [['cookie', `c=${'v'.repeat(length - 1)}; last=x`]] });

/** The component, what is over its limit, and what is within it. */
const components: readonly (readonly [name: string, field: object, over: Parts, within: Parts, mostBytes: number])[] = [
  ['headers by number', { Headers: all }, many(201), many(200), 8_192],
  ['headers by bytes', { Headers: all }, bytes(8_192), bytes(8_187), 8_192],
  ['cookies by bytes', { Cookies: all }, cookies(8_192), cookies(8_187), 8_192],
  ['a body', { Body: {} }, { body: 'x'.repeat(16_385) }, { body: 'x'.repeat(16_384) }, 16_384],
  [
    'a JSON body',
    { JsonBody: all },
    { body: `["${'x'.repeat(16_381)}"]` },
    { body: `["${'x'.repeat(16_380)}"]` },
    16_384,
  ],
];

const handled = (field: object, OversizeHandling: string) =>
  Object.fromEntries(Object.entries(field).map(([name, properties]) => [name, { ...properties, OversizeHandling }]));

describe('waf-oversize-request-components', () => {
  for (const [name, field, over, within, Size] of components) {
    it(`${name}: what is over the limit matches, does not match, or is looked at as far as it goes`, () => {
      const blocked = (OversizeHandling: string, parts: Parts, sought: string) =>
        deciding([rule(byteMatch(handled(field, OversizeHandling), sought))]).isBlocked(parts);
      assert.ok(blocked('MATCH', over, 'no such text'));
      assert.ok(!blocked('MATCH', within, 'no such text'));
      assert.ok(!blocked('NO_MATCH', over, 'v') && !blocked('NO_MATCH', over, 'x'));
      assert.ok(blocked('CONTINUE', over, 'v') || blocked('CONTINUE', over, 'x'));
    });

    it(`${name}: a rule against oversize asks for more than the limit, and says that oversize matches`, () => {
      const greater = { ComparisonOperator: 'GT', Size, TextTransformations: none };
      const against = { SizeConstraintStatement: { FieldToMatch: handled(field, 'MATCH'), ...greater } };
      const { isBlocked } = deciding([rule(against)]);
      assert.ok(isBlocked(over));
      assert.ok(!isBlocked(within));
    });
  }

  it('of 205 headers the last five are not seen', () => {
    const sees = (name: string) =>
      deciding([rule(byteMatch({ Headers: { ...all, OversizeHandling: 'CONTINUE' } }, name))]).isBlocked(many(205));
    assert.ok(sees('h199'));
    for (const last of ['h200', 'h204']) assert.ok(!sees(last), last);
  });

  it('what a web ACL says about bodies in front of API Gateway counts, up to 64 KB', () => {
    for (const [limit, kib] of [
      ['KB_16', 16],
      ['KB_32', 32],
      ['KB_48', 48],
      ['KB_64', 64],
    ] as const) {
      const API_GATEWAY = { DefaultSizeInspectionLimit: limit };
      const webAcl = { AssociationConfig: { RequestBody: { API_GATEWAY } } };
      const { isBlocked } = deciding([rule(byteMatch({ Body: { OversizeHandling: 'MATCH' } }, '?'))], { webAcl });
      assert.ok(!isBlocked({ body: 'x'.repeat(kib * 1_024) }), limit);
      assert.ok(isBlocked({ body: 'x'.repeat(kib * 1_024 + 1) }), limit);
    }
  });
});

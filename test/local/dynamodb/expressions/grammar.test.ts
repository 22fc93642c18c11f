import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseCondition } from '../../../../lib/local/dynamodb/expressions/parse-condition.ts';
import { parseProjection } from '../../../../lib/local/dynamodb/expressions/parse-projection.ts';
import { parseUpdate } from '../../../../lib/local/dynamodb/expressions/parse-update.ts';
import { ExpressionRefused } from '../../../../lib/local/dynamodb/expressions/token-reader.ts';
import { conditions, paths, updates } from '../support/arbitraries.ts';
import { printCondition, printPath, printUpdate } from '../support/print.ts';

describe('the grammar of conditions', () => {
  it('reads what was written, and writes it again alike', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        const text = printCondition(condition);
        const parsed = parseCondition(text);
        assert.deepEqual(parsed, condition);
        assert.equal(printCondition(parsed), text);
      }),
      { numRuns: 300 },
    );
  });

  it('binds NOT tighter than AND, and AND tighter than OR, from left to right', () => {
    for (const [text, alike] of [
      ['a = b OR c = d AND e = f', 'a = b OR (c = d AND e = f)'],
      ['NOT a = b AND c = d', '(NOT a = b) AND c = d'],
      ['a = b AND c = d AND e = f', '(a = b AND c = d) AND e = f'],
      ['a BETWEEN b AND c AND d = e', '(a BETWEEN b AND c) AND d = e'],
      ['not a in (b, c) or d = e', '(NOT (a IN (b, c))) OR d = e'],
      ['(a) = (b)', 'a = b'],
    ] as const) {
      assert.deepEqual(parseCondition(text), parseCondition(alike));
    }
  });

  it('refuses what is no condition, and shows the token and its neighbours', () => {
    for (const [text, message] of [
      ['', 'The expression can not be empty;'],
      ['a', 'Syntax error; token: "<EOF>", near: "a"'],
      ['a =', 'Syntax error; token: "<EOF>", near: "="'],
      ['a = = b', 'Syntax error; token: "=", near: "= = b"'],
      ['a = b = c', 'Syntax error; token: "=", near: "b = c"'],
      ['a = b AND', 'Syntax error; token: "<EOF>", near: "AND"'],
      ['a@b = c', 'Syntax error; token: "@", near: "a@b"'],
      ['_a = b', 'Syntax error; token: "_", near: "_a"'],
      ['a = :', 'Syntax error; token: ":", near: "= :"'],
      ['a[b] = c', 'Syntax error; token: "b", near: "[b]"'],
      ['a IN ()', 'Syntax error; token: ")", near: "()"'],
      ['(a = b', 'Syntax error; token: "<EOF>", near: "b"'],
      ['a = b)', 'Syntax error; token: ")", near: "b)"'],
      ['((a = b))', 'The expression has redundant parentheses;'],
      ['((a)) = b', 'The expression has redundant parentheses;'],
    ] as const) {
      assert.throws(() => parseCondition(text), new ExpressionRefused(message));
    }
  });

  it('never fails but by refusing', () => {
    const pieces = fc.constantFrom(
      'a',
      '#b',
      ':c',
      '=',
      '<>',
      '(',
      ')',
      ' AND ',
      ' OR ',
      ' NOT ',
      ',',
      '.',
      '[',
      ']',
      '3',
      ' IN ',
      ' BETWEEN ',
      '@',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (tokens) => {
        try {
          parseCondition(tokens.join(''));
        } catch (refusal) {
          assert.ok(refusal instanceof ExpressionRefused);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('stands expressions of the greatest size, nested as deeply as they can be', () => {
    parseCondition(`${'NOT '.repeat(250)}a = b`);
    for (const text of ['('.repeat(4096), 'f('.repeat(2048)]) {
      assert.throws(() => parseCondition(text), /nested too deeply/);
      assert.throws(() => parseUpdate(`SET a = ${text}`), /nested too deeply/);
    }
    assert.throws(() => parseCondition(`${'NOT '.repeat(301)}a = b`), /too many operators/);
  });
});

describe('the grammar of updates', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(updates, (actions) => {
        assert.deepEqual(parseUpdate(printUpdate(actions)), actions);
      }),
      { numRuns: 300 },
    );
  });

  it('takes each clause once, in any order', () => {
    assert.equal(parseUpdate('remove a set b = :c').length, 2);
    assert.throws(() => parseUpdate('SET a = :b SET c = :d'), /The "SET" section can only be used once/);
  });

  it('takes one sum and never a row of them', () => {
    assert.equal(parseUpdate('SET a = (b + :c)').length, 1);
    assert.throws(() => parseUpdate('SET a = b + c + d'), /Syntax error; token: "\+"/);
    assert.throws(() => parseUpdate('SET a = f(b + c)'), /Syntax error; token: "\+"/);
  });

  it('refuses what is no update', () => {
    for (const text of [
      'HELLO a = :b',
      'SET a',
      'SET a b',
      'SET a = :b,',
      'ADD a b',
      'ADD a',
      'REMOVE',
      'REMOVE :a',
      'SET :a = :b',
    ]) {
      assert.throws(() => parseUpdate(text), /Syntax error/);
    }
  });
});

describe('the grammar of projections', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(fc.array(paths, { minLength: 1, maxLength: 4 }), (wanted) => {
        assert.deepEqual(parseProjection(wanted.map(printPath).join(', ')), wanted);
      }),
    );
  });

  it('refuses what is no list of paths', () => {
    for (const text of ['', ',', 'a,', 'a b', 'a..b', 'a[', ':a', 'a[-1]']) {
      assert.throws(() => parseProjection(text), ExpressionRefused);
    }
  });
});

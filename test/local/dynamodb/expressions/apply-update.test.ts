import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyUpdate } from '../../../../lib/local/dynamodb/expressions/apply-update.ts';
import { readExpressions } from '../../../../lib/local/dynamodb/expressions/expressions.ts';
import type { Attributes, AttributeValue } from '../../../../lib/local/dynamodb/values/attribute-value.ts';

const list = (...texts: string[]): AttributeValue => ({ L: texts.map((S) => ({ S })) });

const updated = (item: Attributes, text: string, values: Record<string, AttributeValue> = {}): unknown => {
  const { update = [] } = readExpressions({
    UpdateExpression: text,
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  });
  return JSON.parse(JSON.stringify(applyUpdate(item, update)));
};

describe('an update', () => {
  it('sets, adds, subtracts and takes the value of another attribute', () => {
    const item = { n: { N: '5' }, m: { M: { a: { N: '1' } } } };
    assert.deepEqual(updated(item, 'SET b = n, m.c = m.a', {}), {
      n: { N: '5' },
      m: { M: { a: { N: '1' }, c: { N: '1' } } },
      b: { N: '5' },
    });
    assert.deepEqual(updated({ n: { N: '5' } }, 'SET n = n - :a', { ':a': { N: '7.5' } }), { n: { N: '-2.5' } });
    assert.deepEqual(updated({}, 'SET n = if_not_exists(n, :a) + :b', { ':a': { N: '0' }, ':b': { N: '1' } }), {
      n: { N: '1' },
    });
  });

  it('reads the item as it was, whatever else it does', () => {
    assert.deepEqual(updated({ a: { S: 'x' } }, 'REMOVE a SET b = a'), { b: { S: 'x' } });
    assert.deepEqual(updated({ a: { N: '1' }, b: { N: '2' } }, 'SET a = b, b = a'), { a: { N: '2' }, b: { N: '1' } });
  });

  it('means by an index the place that the element had before', () => {
    const item = { l: list('0', '1', '2', '3', '4') };
    assert.deepEqual(updated(item, 'REMOVE l[1], l[2]'), { l: list('0', '3', '4') });
    assert.deepEqual(updated(item, 'REMOVE l[1] SET l[3] = :v', { ':v': { S: 'x' } }), { l: list('0', '2', 'x', '4') });
    assert.deepEqual(updated({ l: { L: [{ S: 'a' }, { M: { x: { S: 'b' } } }] } }, 'REMOVE l[0], l[1].x'), {
      l: { L: [{ M: {} }] },
    });
  });

  it('appends what is set beyond the end of a list, in the order of the indexes', () => {
    assert.deepEqual(
      updated({ l: list('0') }, 'SET l[84] = :a, l[37] = :b, l[50] = :c', {
        ':a': { S: 'a' },
        ':b': { S: 'b' },
        ':c': { S: 'c' },
      }),
      { l: list('0', 'b', 'c', 'a') },
    );
    assert.deepEqual(updated({ l: list('0') }, 'REMOVE l[99]'), { l: list('0') });
  });

  it('puts lists together', () => {
    assert.deepEqual(updated({ l: list('0') }, 'SET l = list_append(:a, l)', { ':a': list('x') }), {
      l: list('x', '0'),
    });
    assert.deepEqual(updated({}, 'SET l = list_append(if_not_exists(l, :e), :a)', { ':e': list(), ':a': list('x') }), {
      l: list('x'),
    });
  });

  it('adds to numbers and sets, and deletes from sets; an empty set goes', () => {
    const set = { s: { SS: ['a', 'b'] } };
    assert.deepEqual(updated({}, 'ADD n :a', { ':a': { N: '3' } }), { n: { N: '3' } });
    assert.deepEqual(updated(set, 'ADD s :a', { ':a': { SS: ['b', 'c'] } }), { s: { SS: ['a', 'b', 'c'] } });
    assert.deepEqual(updated(set, 'DELETE s :a', { ':a': { SS: ['b', 'c'] } }), { s: { SS: ['a'] } });
    assert.deepEqual(updated(set, 'DELETE s :a', { ':a': { SS: ['a', 'b'] } }), {});
    assert.deepEqual(updated({}, 'DELETE s :a', { ':a': { SS: ['a'] } }), {});
  });

  it('is refused where the item is not such as it needs', () => {
    const item = { s: { S: 'text' }, l: list('0'), n: { N: '1' } };
    for (const [text, values, message] of [
      ['SET a = b', {}, /refers to an attribute that does not exist in the item/],
      ['SET a.b = :v', { ':v': { N: '1' } }, /document path provided in the update expression is invalid/],
      ['SET s[0] = :v', { ':v': { N: '1' } }, /document path/],
      ['REMOVE a.b', {}, /document path/],
      ['SET n = s + :v', { ':v': { N: '1' } }, /incorrect data type/],
      ['SET l = list_append(s, l)', {}, /incorrect data type/],
      ['ADD s :v', { ':v': { N: '1' } }, /incorrect data type/],
      ['DELETE n :v', { ':v': { SS: ['a'] } }, /incorrect data type/],
      ['SET n = n + :v', { ':v': { N: '1e100' } }, /Number overflow/],
    ] as const) {
      assert.throws(() => updated(item, text, values), { code: 'ValidationException', message });
    }
  });

  it('is refused, whatever the item, when it can never be meant', () => {
    const v = { ':v': { N: '1' } } as const;
    for (const [text, values, message] of [
      ['SET a = :v, a = :v', v, /Two document paths overlap.*path one: \[a\], path two: \[a\]/],
      ['SET a.b = :v REMOVE a', v, /Two document paths overlap/],
      ['SET a.b = :v, a[1] = :v', v, /Two document paths conflict.*path one: \[a, b\], path two: \[a, \[1\]\]/],
      ['SET a = frob(:v)', v, /Invalid function name; function: frob/],
      ['SET a = LIST_APPEND(:v, b)', v, /Invalid function name/],
      ['SET a = list_append(:v, b)', v, /Incorrect operand type .*: list_append, operand type: N/],
      ['SET a = list_append(list_append(b, c), d)', {}, /not allowed to be used this way/],
      ['SET a = if_not_exists(:v, b)', v, /requires a document path/],
      ['SET a = if_not_exists(b)', {}, /Incorrect number of operands/],
      ['SET a = b + :v', { ':v': { S: 'x' } }, /operator or function: \+, operand type: S/],
      ['ADD a :v', { ':v': { S: 'x' } }, /operator: ADD, operand type: STRING/],
      ['DELETE a :v', v, /operator: DELETE, operand type: NUMBER/],
      ['SET name = :v', v, /Attribute name is a reserved keyword; reserved keyword: name/],
    ] as const) {
      assert.throws(() => updated({}, text, values), { code: 'ValidationException', message });
    }
  });
});

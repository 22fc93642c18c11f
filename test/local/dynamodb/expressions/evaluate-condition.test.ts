import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fulfils } from '../../../../lib/local/dynamodb/expressions/evaluate-condition.ts';
import { readExpressions } from '../../../../lib/local/dynamodb/expressions/expressions.ts';
import type { AttributeValue } from '../../../../lib/local/dynamodb/values/attribute-value.ts';

const item: Record<string, AttributeValue> = {
  s: { S: 'straße' },
  n: { N: '10' },
  bin: { B: Buffer.from('bytes').toString('base64') },
  yes: { BOOL: true },
  nothing: { NULL: true },
  l: { L: [{ S: 'x' }, { N: '2' }] },
  m: { M: { nested: { L: [{ M: { deep: { N: '7' } } }] } } },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2'] },
};

const holds = (text: string, values: Record<string, AttributeValue> = {}): boolean => {
  const { condition } = readExpressions({
    ConditionExpression: text,
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  });
  assert.ok(condition !== undefined);
  return fulfils(item, condition);
};

const n = (N: string): AttributeValue => ({ N });
const s = (S: string): AttributeValue => ({ S });

describe('a condition', () => {
  it('compares numbers as numbers and strings by their bytes', () => {
    assert.ok(holds('n = :v', { ':v': n('1e1') }));
    assert.ok(holds('n > :v', { ':v': n('9') }));
    assert.ok(!holds('n > :v', { ':v': s('9') }));
    assert.ok(holds('n BETWEEN :a AND :b', { ':a': n('10'), ':b': n('11') }));
    assert.ok(holds('s < :v', { ':v': s('z') }));
    assert.ok(holds('n IN (:a, :b)', { ':a': n('1'), ':b': n('10') }));
    assert.ok(!holds('n IN (:a)', { ':a': s('10') }));
  });

  it('finds an absent attribute unequal to everything, and in no order', () => {
    assert.ok(holds('absent <> :v', { ':v': n('1') }));
    assert.ok(!holds('absent = :v', { ':v': n('1') }));
    assert.ok(!holds('absent < :v OR absent >= :v', { ':v': n('1') }));
    assert.ok(holds('NOT absent = gone'));
  });

  it('compares sets without order, and lists and maps in depth', () => {
    assert.ok(holds('ss = :v', { ':v': { SS: ['b', 'a'] } }));
    assert.ok(!holds('ss = :v', { ':v': { SS: ['a'] } }));
    assert.ok(holds('l = :v', { ':v': { L: [s('x'), n('2')] } }));
    assert.ok(!holds('l = :v', { ':v': { L: [n('2'), s('x')] } }));
    assert.ok(holds('m = :v', { ':v': { M: { nested: { L: [{ M: { deep: n('7') } }] } } } }));
  });

  it('follows paths into maps and lists', () => {
    assert.ok(holds('m.nested[0].deep = :v', { ':v': n('7') }));
    assert.ok(holds('attribute_not_exists(m.nested[1])'));
    assert.ok(holds('attribute_not_exists(s.nested)'));
  });

  it('knows the functions', () => {
    assert.ok(holds('attribute_exists(nothing) AND attribute_not_exists(absent)'));
    assert.ok(holds('attribute_type(yes, :t)', { ':t': s('BOOL') }));
    assert.ok(holds('begins_with(s, :v)', { ':v': s('stra') }));
    assert.ok(holds('begins_with(bin, :v)', { ':v': { B: Buffer.from('byt').toString('base64') } }));
    assert.ok(!holds('begins_with(n, :v)', { ':v': s('1') }));
    assert.ok(holds('contains(s, :v)', { ':v': s('aß') }));
    assert.ok(holds('contains(l, :v)', { ':v': n('2') }));
    assert.ok(holds('contains(ss, :v)', { ':v': s('b') }));
    assert.ok(!holds('contains(ns, :v)', { ':v': s('1') }));
    assert.ok(holds('size(s) = :v', { ':v': n('6') }));
    assert.ok(holds('size(l) = :v AND size(ss) = :v AND size(m) < :v', { ':v': n('2') }));
    assert.ok(!holds('size(n) = :v', { ':v': n('2') }));
    assert.ok(!holds('size(absent) = :v', { ':v': n('0') }));
  });

  it('decides AND, OR and NOT', () => {
    const [yes, no] = ['attribute_exists(s)', 'attribute_exists(absent)'];
    assert.ok(holds(`${yes} OR ${no} AND ${no}`));
    assert.ok(!holds(`(${yes} OR ${no}) AND ${no}`));
    assert.ok(holds(`NOT ${no} AND ${yes}`));
  });

  it('is refused when it can never be meant', () => {
    const v = { ':v': n('1') };
    for (const [text, values, message] of [
      ['frob(n)', {}, /Invalid function name; function: frob/],
      ['size(n)', {}, /The function is not allowed to be used this way in an expression; function: size/],
      ['contains(n, attribute_exists(s))', {}, /not allowed to be used this way/],
      ['attribute_exists(:v)', v, /requires a document path; operator or function: attribute_exists/],
      ['attribute_exists(s, n)', {}, /number of operands: 2/],
      ['begins_with(s, :v)', v, /operator or function: begins_with, operand type: N/],
      ['attribute_type(s, :v)', { ':v': s('Q') }, /Invalid attribute type name found; type: Q/],
      ['n = n', {}, /first operand must be distinct.*operator: =, first operand: \[n\]/],
      ['n < :v', { ':v': { BOOL: true } }, /Incorrect operand type/],
      ['n BETWEEN :v AND :w', { ':v': n('2'), ':w': n('1') }, /upper bound to be greater than or equal to lower bound/],
      ['n BETWEEN :v AND :w', { ':v': n('2'), ':w': s('3') }, /requires same data type/],
      ['n = :v', {}, /attribute value used in expression is not defined; attribute value: :v/],
      ['#n = :v', v, /attribute name used in the document path is not defined; attribute name: #n/],
      ['n = :v', { ...v, ':w': n('1') }, /ExpressionAttributeValues unused in expressions: keys: \{:w\}/],
      ['n = :v', { ':v': n('x') }, /contains invalid value: .*numeric value: x for key :v/],
      ['n = :v', { v: n('1') }, /contains invalid key: Syntax error; key: "v"/],
      ['date = :v', v, /reserved keyword: date/],
      ['m.Value = :v', v, /reserved keyword: Value/],
      [`n IN (${Array(101).fill(':v').join(',')})`, v, /too many operands/],
      [`n = ${' '.repeat(5000)}:v`, v, /Expression size has exceeded the maximum allowed size/],
    ] as const) {
      assert.throws(() => holds(text, values), { code: 'ValidationException', message });
    }
  });
});

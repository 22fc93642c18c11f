import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byteMatch, isBlocked, rule } from '../firewall-under-test.ts';
import { deciding } from './deciding.ts';

/** Before the query is taken apart, the query, the argument, and what it then holds. */
const truths: readonly (readonly [type: string, query: string, argument: string, value: string])[] = [
  ['NONE', 'a=1%26b=2', 'a', '1%26b=2'],
  ['URL_DECODE', 'a=1%26b=2', 'b', '2'],
  ['URL_DECODE', 'a%3D1', 'a', '1'],
  ['URL_DECODE_UNI', 'a=1%u0026b=2', 'b', '2'],
  ['URL_DECODE_UNI', 'a%uff1d1', 'a', '1'],
  ['COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA', 'a=1&b=2&a=3', 'a', '1,3'],
  ['COMBINE_DUPLICATE_QUERY_ARGS_BY_COMMA', 'a=1&b=2&a=3', 'b', '2'],
  ['REPLACE_SEMICOLONS_WITH_AMPERSANDS', 'a=1;b=2', 'b', '2'],
];

const before = (...types: readonly string[]) => ({
  PositionalConstraint: 'EXACTLY',
  PreParseTextTransformations: types.map((Type, Priority) => ({ Priority, Type })),
});

describe('waf-rule-statement-preparse-transformation', () => {
  for (const [type, queryString, Name, value] of truths) {
    it(`${type}: ${Name} of ${queryString} is ${value}`, () => {
      assert.ok(isBlocked(byteMatch({ SingleQueryArgument: { Name } }, value, before(type)), { queryString }));
      assert.ok(isBlocked(byteMatch({ AllQueryArguments: {} }, value, before(type)), { queryString }));
    });
  }

  it('comes before the text transformations, and costs 10 as they do', () => {
    const both = { ...before('URL_DECODE'), TextTransformations: [{ Priority: 0, Type: 'LOWERCASE' }] };
    const statement = byteMatch({ SingleQueryArgument: { Name: 'b' } }, 'x', both);
    assert.ok(isBlocked(statement, { queryString: 'a=1%26b=X' }));
    assert.equal(deciding([rule(statement)]).capacity, 22);
  });

  it('is for query arguments alone', () => {
    assert.throws(() => deciding([rule(byteMatch({ QueryString: {} }, 'x', before('NONE')))]), /query arguments only/);
  });
});

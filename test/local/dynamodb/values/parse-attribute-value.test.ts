import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { attributeOf } from '../../../../lib/local/dynamodb/values/attribute-value.ts';
import { equalValues } from '../../../../lib/local/dynamodb/values/compare-values.ts';
import { parseAttributes, parseAttributeValue } from '../../../../lib/local/dynamodb/values/parse-attribute-value.ts';
import { attributeValues } from '../support/arbitraries.ts';

describe('an attribute value', () => {
  it('is taken in every type, and comes out the same', () => {
    fc.assert(
      fc.property(attributeValues, (value) => {
        const parsed = parseAttributeValue(value);
        assert.deepEqual(JSON.parse(JSON.stringify(parsed)), JSON.parse(JSON.stringify(value)));
        assert.ok(equalValues(parsed, parseAttributeValue(JSON.parse(JSON.stringify(value)))));
      }),
    );
  });

  it('is refused, in the words of AWS, when DynamoDB would not store it', () => {
    for (const [value, message] of [
      [{}, /must contain exactly one of the supported datatypes/],
      [{ S: 'a', N: '1' }, /more than one datatypes set/],
      [{ N: 'one' }, /cannot be converted to a numeric value: one/],
      [{ NULL: false }, /Null attribute value types must have the value of true/],
      [{ SS: [] }, /An string set {2}may not be empty/],
      [{ NS: [] }, /An number set {2}may not be empty/],
      [{ BS: [] }, /Binary sets should not be empty/],
      [{ SS: ['a', 'a'] }, /contains duplicates/],
      [{ NS: ['1', '1.0'] }, /contains duplicates/],
      [{ SS: [''] }, /empty string as a member/],
    ] as const) {
      assert.throws(() => parseAttributeValue(value), { code: 'ValidationException', message });
    }
  });

  it('is refused when its JSON is of the wrong type', () => {
    for (const value of [
      { N: 5 },
      { S: 5 },
      { B: 'not base64!' },
      { BOOL: 'true' },
      { L: {} },
      { X: 'a' },
      { S: '\ud800' },
      'text',
      null,
    ]) {
      assert.throws(() => parseAttributeValue(value), { code: 'SerializationException' });
    }
  });

  it('is refused when it is nested too deeply', () => {
    const nested = (levels: number): object => (levels === 0 ? { S: 'deep' } : { L: [nested(levels - 1)] });
    parseAttributeValue(nested(31));
    assert.throws(() => parseAttributeValue(nested(40)), /Nesting Levels/);
  });

  it('may have any name, also those that objects have by themselves', () => {
    const attributes = parseAttributes(JSON.parse('{"__proto__": {"S": "a"}, "constructor": {"N": "1"}}'));
    assert.deepEqual(attributeOf(attributes, '__proto__'), { S: 'a' });
    assert.deepEqual(attributeOf(attributes, 'constructor'), { N: '1' });
    assert.equal(attributeOf(attributes, 'toString'), undefined);
    assert.equal(JSON.stringify(attributes), '{"__proto__":{"S":"a"},"constructor":{"N":"1"}}');
  });
});

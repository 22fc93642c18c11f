import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readLenientJson } from '../../../../lib/local/firewall/fields/lenient-json.ts';

/** What the reader tells of a text: keys with a colon, values as they are. */
function read(text: string) {
  const told: string[] = [];
  const isValid = readLenientJson(Buffer.from(text, 'utf8').toString('latin1'), {
    root: '',
    below: (place: string, token) => `${place}/${token}`,
    key: (key) => told.push(`${Buffer.from(key, 'latin1').toString('utf8')}:`),
    value: (value) => told.push(Buffer.from(value, 'latin1').toString('utf8')),
  });
  return { isValid, told };
}

const scalarsOf = (json: unknown): string[] => {
  if (Array.isArray(json)) return json.flatMap(scalarsOf);
  if (typeof json === 'object' && json !== null) {
    return Object.entries(json).flatMap(([key, value]) => [`${key}:`, ...scalarsOf(value)]);
  }
  return [typeof json === 'string' ? json : JSON.stringify(json)];
};

describe('the lenient JSON reader', () => {
  it('tells every key and value of valid JSON', () => {
    const text = fc.json({ maxDepth: 4 }).filter((json) => /^\s*[[{]/.test(json));
    fc.assert(
      fc.property(text, (json) => {
        const { isValid, told } = read(json);
        assert.ok(isValid);
        const parsed: unknown = JSON.parse(json);
        // JSON.parse keeps the order of text, but for keys that are numbers.
        assert.deepEqual(told.toSorted(), scalarsOf(parsed).toSorted());
      }),
    );
  });

  it('passes over a missing comma, a missing colon and extra colons', () => {
    for (const text of ['{"a":"1""b":"2"}', '{"a""1","b":"2"}', '{"a"::"1","b":::"2"}', '{"a""1""b""2"}']) {
      assert.deepEqual(read(text), { isValid: true, told: ['a:', '1', 'b:', '2'] }, text);
    }
    assert.deepEqual(read('[1 2"x"]'), { isValid: true, told: ['1', '2', 'x'] });
  });

  it('stops at what is no JSON, and keeps what it read before', () => {
    const before = { isValid: false, told: ['a:', '1'] };
    for (const text of [
      '{"a":"1",x}',
      '{"a":"1","a":"2"}',
      '{"a":"1"',
      '{"a":"1","b',
      '{"a":"1",,"b":"2"}',
      '{"a":"1",}',
    ]) {
      assert.deepEqual(read(text), before, text);
    }
    assert.deepEqual(read('{"a":"1"} x'), before);
    assert.deepEqual(read('{"a":"1"}{"b":"2"}'), before);
    assert.deepEqual(read('{"a":"1","b":"\\q"}'), { isValid: false, told: ['a:', '1', 'b:'] });
    assert.deepEqual(read('{"a":"1","b":01}'), { isValid: false, told: ['a:', '1', 'b:', '0'] });
  });

  it('reads nothing of a root that is neither object nor array', () => {
    for (const text of ['', ' ', '"a"', '1', 'null', 'x={"a":1}'])
      assert.deepEqual(read(text), { isValid: false, told: [] });
  });

  it('resolves escapes', () => {
    assert.deepEqual(read('["\\u003cscript\\u003e","\\ud83d\\ude00","\\t\\"\\\\\\/"]').told, [
      '<script>',
      '😀',
      '\t"\\/',
    ]);
  });

  it('takes nesting that would break a call stack', () => {
    assert.deepEqual(read('['.repeat(100_000)), { isValid: false, told: [] });
    assert.deepEqual(read(`${'['.repeat(50_000)}1${']'.repeat(50_000)}`), { isValid: true, told: ['1'] });
  });

  it('never throws', () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0d83 1e-+.truefalsn\n\x01é'), maxLength: 50 });
    fc.assert(fc.property(text, (it) => void read(it)));
  });
});

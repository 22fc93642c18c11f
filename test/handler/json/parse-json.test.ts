import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../../lib/handler/json/parse-json.ts';

const refused = (text: string) => assert.throws(() => parseJson(text), { code: 'malformed-json' });
const harmless = (value: unknown): boolean => !/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value));

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }).filter(harmless), fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        assert.deepEqual(parseJson(text), JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses, and never fails in another way', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n0ae') })), (text) => {
        let value: unknown;
        try {
          value = parseJson(text);
        } catch (error) {
          assert.partialDeepStrictEqual(error, { code: 'malformed-json' });
          return;
        }
        assert.deepEqual(value, JSON.parse(text));
      }),
    );
  });

  it('refuses a key that is named twice, at every depth and in every spelling', () => {
    const key = fc.string().filter((text) => harmless({ [text]: 0 }));
    const wrap = fc.constantFrom('#', '[#]', '{"z":#}', '[{"z":[1,#]},2]', ' {"y" : "\\"{:" , "z":# } ');
    fc.assert(
      fc.property(key, wrap, fc.jsonValue(), fc.jsonValue(), (name, around, first, second) => {
        const spelled = `"${[...name].map(escaped).join('')}"`;
        const twice = `{${JSON.stringify(name)}:${JSON.stringify(first)},${spelled}:${JSON.stringify(second)}}`;
        refused(around.replace('#', () => twice));
      }),
    );
  });

  it('refuses a key that could reach a prototype, also where it is escaped or nested', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'construct\\u006fr']) {
      refused(`{"${key}":{}}`);
      refused(`[{"a":{"${key}":1}}]`);
    }
    assert.deepEqual(parseJson('["__proto__","constructor"]'), ['__proto__', 'constructor']);
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });

  it('reads 64 levels of nesting and refuses more, however many', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    assert.doesNotThrow(() => parseJson(nested(64)));
    refused(nested(65));
    refused(nested(500_000));
    refused('{"a":'.repeat(100_000));
  });

  it('counts no colon, brace or quote inside a string', () => {
    const tricky = { 'a:b': ':', '{': '}:{', '"': '\\":', '\\': ['::', '\\\\"'] };
    assert.deepEqual(parseJson(JSON.stringify(tricky)), tricky);
  });

  it('refuses a byte order mark, comments, trailing commas and two values', () => {
    for (const text of ['\ufeff{}', '{}//', '{"a":1,}', '{} {}', 'undefined', 'NaN', "{'a':1}", '']) refused(text);
  });

  it('tells nothing of the text it refuses', () => {
    assert.throws(
      () => parseJson('{"password":"sesame"'),
      (error) => !JSON.stringify(error, Object.getOwnPropertyNames(error)).includes('sesame'),
    );
  });
});

/** Each UTF-16 unit as an escape. */
const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

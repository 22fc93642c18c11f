import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { generatePassword } from '../../../lib/local/secrets-manager/index.ts';

const has = { lower: /[a-z]/, upper: /[A-Z]/, digit: /[0-9]/, punctuation: /[^A-Za-z0-9 ]/, space: / / };

describe('a generated password', () => {
  it('has 32 characters of every type but spaces, unless told otherwise', () => {
    const password = generatePassword({});
    assert.equal(password.length, 32);
    for (const type of [has.lower, has.upper, has.digit, has.punctuation]) assert.match(password, type);
    assert.doesNotMatch(password, has.space);
    assert.notEqual(generatePassword({}), password);
  });

  it('keeps to its options', () => {
    const options = fc.record({
      PasswordLength: fc.integer({ min: 5, max: 60 }),
      ExcludeLowercase: fc.boolean(),
      ExcludeUppercase: fc.boolean(),
      ExcludeNumbers: fc.boolean(),
      ExcludePunctuation: fc.boolean(),
      IncludeSpace: fc.boolean(),
      RequireEachIncludedType: fc.boolean(),
      ExcludeCharacters: fc.constantFrom('', 'abc', '0O1lI', '"@/\\'),
    });
    fc.assert(
      fc.property(options, (wanted) => {
        const types = [
          [has.lower, !wanted.ExcludeLowercase],
          [has.upper, !wanted.ExcludeUppercase],
          [has.digit, !wanted.ExcludeNumbers],
          [has.punctuation, !wanted.ExcludePunctuation],
          [has.space, wanted.IncludeSpace],
        ] as const;
        fc.pre(types.some(([, included]) => included));
        const password = generatePassword(wanted);
        assert.equal(password.length, wanted.PasswordLength);
        for (const character of wanted.ExcludeCharacters) assert.ok(!password.includes(character));
        for (const [type, included] of types) {
          if (!included) assert.doesNotMatch(password, type);
          else if (wanted.RequireEachIncludedType) assert.match(password, type);
        }
      }),
    );
  });

  it('is refused where none can fit', () => {
    for (const options of [
      { PasswordLength: 3 },
      { ExcludeCharacters: '0123456789' },
      { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true },
    ]) {
      assert.throws(() => generatePassword(options), { code: 'InvalidParameterException' });
    }
    assert.equal(generatePassword({ PasswordLength: 3, RequireEachIncludedType: false }).length, 3);
  });
});

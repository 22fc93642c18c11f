import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as z from 'zod';
import { NewCredential } from '../../lambdas/credentials/schemas.ts';
import { EmailPrefix, Memo, Name, NewUser } from '../../lambdas/schemas.ts';

const refused = (schema: z.ZodType, texts: readonly unknown[]) =>
  texts.filter((text) => !schema.safeParse(text).success);

const names = [
  ...['Anne-Marie', "O'Neil", 'St. Gallen', "J.-P. D'Arc", 'Müller, Dr. (AG) & Co.', 'Smith & Sons (Holdings), Inc.'],
  ...["Rock 'n' roll", "St James'", 'Κώστας', 'Иван Петров', 'Dog/cat food', 'Passport & ID', '1. (a).'],
];
const memos = [
  ...['Rent 5/6 + 7, flat B (2nd floor); see below...', "D'or, l'an 2000; c'est la vie...", 'Dog / cat food'],
  ...['Loyer : novembre', 'Rent (Nov); flat (B)', 'Order 12345/2026-11', 'tel. +49 30 1234567', 'Thanks :)'],
];
const piled = [
  "7'--",
  'a--b',
  'a../b',
  '../a',
  'a//b',
  'a&&b',
  "a''b",
  "1' - - 2",
  'a((b',
  'a\nb',
  ' a',
  '<b',
  'a=b',
  'a%b',
];

describe('what people write in the contracts of the bank', () => {
  it('is a name with the punctuation of names, one mark at a time', () => {
    assert.deepEqual(refused(Name, names), []);
    const wrong = [...piled, 'a..b', 'a;b', 'a ', 'a'.repeat(61)];
    assert.deepEqual(refused(Name, wrong), wrong);
  });

  it('is a memo with that of sentences, which may end in three marks', () => {
    assert.deepEqual(refused(Memo, [...names, ...memos]), []);
    const wrong = [...piled, 'a....', 'a /b', 'a'.repeat(141)];
    assert.deepEqual(refused(Memo, wrong), wrong);
  });

  it('is read in one way only, so that no text takes long', () => {
    const began = performance.now();
    for (const part of ['a ', 'a. (', 'a.) ', "a ' ", 'a / ', 'a: -']) {
      const text = part.repeat(60).slice(0, 59);
      for (const schema of [Name, Memo]) assert.equal(schema.safeParse(`${text}!`).success, false);
    }
    assert.ok(performance.now() - began < 500);
  });

  it('is an address of mail without escapes', () => {
    const user = (email: string) => ({ username: 'ada', email, roles: [] });
    assert.deepEqual(refused(NewUser, [user('ada.l+bank@mail.acme-bank.example')]), []);
    assert.deepEqual(refused(NewUser, [user('a%00@acme.example')]).length, 1);
    assert.deepEqual(refused(EmailPrefix, ['ada.l+b@ac', 'a%00']), ['a%00']);
  });

  it('is an alternative name of parts between dots and slashes', () => {
    const covering = (name: string) => ({
      ...{ kind: 'certificate', client: 'org_acme', name: 'Settlement', purpose: 'Rates', scopes: ['bank/rates.read'] },
      ...{ roles: ['partner'], expiresInDays: 9, covers: { by: 'uri', name } },
      certificate: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n',
    });
    const known = [
      'pay.acme.example',
      'spiffe://acme.example/ns/.pay_a',
      'https://acme.example:8443/',
      'urn:uuid:9F2c',
    ];
    assert.deepEqual(refused(NewCredential, [...known, '2001:db8::1', '::1', 'Pay+a@acme.example'].map(covering)), []);
    const wrong = ['k../..k', 'a..b', 'a//b', 'spiffe:///etc', 'a://b//c', '/etc', './a', 'a/./b', 'a.'].map(covering);
    assert.deepEqual(refused(NewCredential, wrong), wrong);
  });
});

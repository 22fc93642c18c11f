import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { default as AjvDraft04 } from 'ajv-draft-04';
import fc from 'fast-check';
import * as z from 'zod';
import { toGatewayModel, UnrepresentableError } from '../../../lib/contract/index.ts';
import { mutated, richSchema, richValue } from '../rich-schema.ts';

const validatorOf = (schema: z.ZodType) =>
  new AjvDraft04.default({ strict: true, strictRequired: false, unicodeRegExp: false, validateFormats: false }).compile(
    toGatewayModel(schema).model,
  );

describe('toGatewayModel', () => {
  it('accepts every body that the contract accepts, whatever it loses', () => {
    const { uuid: _u, trimmed: _t, link: _l, ...shape } = richSchema.shape;
    const schema = z.strictObject(shape);
    const isValid = validatorOf(schema);
    const values = richValue().map(({ uuid: _u, trimmed: _t, link: _l, ...value }) => value);
    fc.assert(
      fc.property(fc.oneof(values, mutated(values)), (value) => {
        if (schema.safeParse(value).success) assert.ok(isValid(value), JSON.stringify(isValid.errors));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses exactly what the contract refuses where nothing is listed as lost', () => {
    const schema = z.strictObject({
      id: z.string().regex(/^acc_[0-9a-z]{4}$/),
      name: z.string().min(1).max(5),
      currency: z.enum(['CHF', 'EUR']),
      amount: z.int().min(1).max(1_000),
      rate: z.number().gt(0).lt(10).optional(),
      note: z.string().max(3).nullable(),
      day: z.iso.date().optional(),
      tags: z.array(z.string().max(3)).min(1).max(3),
      target: richSchema.shape.target,
      nested: richSchema.shape.nested,
    });
    assert.deepEqual(toGatewayModel(schema).lossy, []);
    const isValid = validatorOf(schema);
    const known = new Set(Object.keys(schema.shape));
    const values = richValue().map((value) =>
      Object.fromEntries(Object.entries(value).filter(([key]) => known.has(key))),
    );
    fc.assert(
      fc.property(fc.oneof(values, mutated(values)), (value) => {
        assert.equal(isValid(value), schema.safeParse(value).success);
      }),
      { numRuns: 1_000 },
    );
  });

  it('speaks draft-04, without references and without keywords the draft lacks', () => {
    const Shared = z.strictObject({ at: z.base64() }).meta({ id: 'Shared', description: 'twice' });
    const { model } = toGatewayModel(z.strictObject({ a: Shared, b: Shared, c: z.int().gt(3), d: z.literal('x') }));
    assert.equal(model['$schema'], 'http://json-schema.org/draft-04/schema#');
    const text = JSON.stringify(model);
    for (const keyword of [
      '$ref',
      'definitions',
      'const',
      'contentEncoding',
      'propertyNames',
      'description',
      'base64"',
    ]) {
      assert.ok(!text.includes(`"${keyword}`), keyword);
    }
    assert.match(text, /"minimum":3,"exclusiveMinimum":true/);
  });

  it('refuses unknown keys at every depth', () => {
    const isValid = validatorOf(z.strictObject({ a: z.array(z.strictObject({ b: z.strictObject({}) })) }));
    assert.equal(isValid({ a: [{ b: {} }] }), true);
    assert.equal(isValid({ a: [{ b: { x: 1 } }] }), false);
    assert.equal(isValid({ a: [{ b: {}, x: 1 }] }), false);
  });

  const losses: readonly (readonly [string, z.ZodType, RegExp])[] = [
    ['a refinement', z.string().refine(() => true), /^a refinement$/],
    ['a transform', z.string().transform(Number), /transform/],
    ['a preprocessing', z.preprocess((it) => it, z.string()), /transform/],
    ['a coercion', z.coerce.number(), /^coercion to number/],
    ['a trim', z.string().trim(), /^a change before the check/],
    ['the flags of a pattern', z.string().regex(/^a$/iu), /^the flags 'iu' of a pattern$/],
    ['the checksum of an IBAN', z.iban(), /^the checksum of an IBAN$/],
    ['the checksum of a card', z.string().check(z.creditCard()), /^the checksum of a card number$/],
    ['the parsing of a URL', z.url(), /^the parsing of a URL$/],
    ['the keys of a record', z.record(z.string().regex(/^a/), z.int()), /^the schema of the keys$/],
    ['the stand-in for an invalid value', z.string().catch(''), /^the value that stands in/],
    ['a custom check', z.string().check(() => undefined), /^a refinement$/],
  ];
  for (const [name, schema, what] of losses) {
    it(`lists ${name} as lost, with its place`, () => {
      const { lossy } = toGatewayModel(z.strictObject({ list: z.array(schema) }));
      assert.deepEqual(
        lossy.map(({ pointer }) => pointer),
        ['/list/*'],
      );
      assert.match(lossy[0]?.what ?? '', what);
    });
  }

  it('names one loss once, in each place of a shared schema', () => {
    const Iban = z.iban();
    assert.deepEqual(
      toGatewayModel(z.strictObject({ from: Iban, to: Iban.optional() })).lossy.map(({ pointer }) => pointer),
      ['/from', '/to'],
    );
  });

  const unrepresentable: Readonly<Record<string, z.ZodType>> = {
    'a date': z.date(),
    'a bigint': z.bigint(),
    'a map': z.map(z.string(), z.int()),
    'an instance of a class': z.instanceof(URL),
  };
  for (const [name, schema] of Object.entries(unrepresentable)) {
    it(`throws for ${name} and names its place`, () => {
      assert.throws(
        () => toGatewayModel(z.strictObject({ 'a/b': z.array(schema) })),
        (error) => error instanceof UnrepresentableError && error.pointer === '/a~1b/*',
      );
    });
  }

  it('throws for a schema that contains itself and names the place', () => {
    const node: z.ZodType = z.strictObject({ next: z.lazy(() => node.optional()) });
    assert.throws(() => toGatewayModel(node), {
      name: 'UnrepresentableError',
      message: /^\/next: a schema that contains itself/,
    });
  });
});

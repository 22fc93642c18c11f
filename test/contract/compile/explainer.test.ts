import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { Transfer } from '../../../bench/handler/transfer.ts';
import { bankApi } from '../../../lambdas/api.ts';
import { NotCompilable } from '../../../lib/contract/compile/constant-source.ts';
import { explainerSource } from '../../../lib/contract/compile/explainer-source.ts';
import * as explainers from '../../../lib/contract/explainer.ts';
import { INVALID, type Validator } from '../../../lib/contract/index.ts';
import { zodValidator } from '../../../lib/contract/zod-validator.ts';
import { mutated, richSchema, richValue } from '../rich-schema.ts';

/** The composed explainer as the bundler would run it, with the helpers it imports. */
function composed(schema: z.core.$ZodType): Validator['explain'] {
  const helpers = new Map();
  const source = explainerSource(schema, helpers);
  const exports = new Map<string, unknown>([...Object.entries(z.core.util), ...Object.entries(z.core)]);
  const make = new Function('INVALID', ...Object.keys(explainers), ...helpers.keys(), `return explaining(${source});`);
  return make(INVALID, ...Object.values(explainers), ...[...helpers.keys()].map((name) => exports.get(name)));
}

/** Both point at the same places; zod names a place once for each check that fails there. */
async function assertSamePointers(explain: Validator['explain'], schema: z.ZodType, value: unknown): Promise<void> {
  const own = (await explain(value)).map(({ pointer }) => pointer);
  const zods = (await zodValidator(schema).explain(value)).map(({ pointer }) => pointer);
  assert.deepEqual(own.toSorted(), [...new Set(zods)].toSorted());
}

/** Several mutations of one value, so that faults come together. */
const spoilt = (value: fc.Arbitrary<unknown>) => mutated(mutated(mutated(value)));

const validTransfer = {
  transferId: '7f9c24e5-2c5d-4f3a-9d1b-0b8a3f0e9a11',
  endToEndId: 'E2E-1',
  scheme: 'SEPA_CT',
  amount: { value: '1.00', currency: 'EUR' },
  debtor: { name: 'A', iban: 'BG80BNBG96611020345678', bic: 'BNBGBGSD' },
  creditor: { name: 'B', iban: 'DE89370400440532013000', address: { country: 'DE', city: 'Bonn', postCode: '5' } },
  requestedExecutionDate: '2026-11-23',
  createdAt: '2026-11-22T10:15:30Z',
  chargeBearer: 'SLEV',
  priority: 3,
  tags: ['a', 'b'],
};

describe('a composed explainer', () => {
  it('points where zod points, over values that break a rich schema in several places', async () => {
    const explain = composed(richSchema);
    await fc.assert(
      fc.asyncProperty(spoilt(richValue()), (value) => assertSamePointers(explain, richSchema, value)),
      { numRuns: 1_000 },
    );
    await fc.assert(fc.asyncProperty(fc.jsonValue(), (value) => assertSamePointers(explain, richSchema, value)));
  });

  it('points where zod points in the transfer of the benchmark', async () => {
    const explain = composed(Transfer);
    await fc.assert(
      fc.asyncProperty(spoilt(fc.constant(validTransfer)), (value) => assertSamePointers(explain, Transfer, value)),
      { numRuns: 500 },
    );
  });

  for (const endpoint of bankApi.endpoints) {
    const schemas = [...Object.values(endpoint.request), ...Object.values(endpoint.responses)];
    it(`points where zod points in the schemas of ${endpoint.route}`, async () => {
      for (const schema of schemas) {
        if (schema === null) continue;
        const explain = composed(schema);
        await fc.assert(fc.asyncProperty(resembling(schema), (value) => assertSamePointers(explain, schema, value)));
      }
    });
  }

  const lists: Readonly<Record<string, z.ZodType>> = {
    'a list of one size': z.array(z.int()).length(2),
    'a list of any size': z.array(z.int()),
    'a list that may be left out': z.array(z.int()).max(2).optional(),
    'a list that may be null': z.array(z.int()).max(2).nullable(),
    'an open object': z.looseObject({ a: z.int() }),
    'a record': z.record(z.string().max(2), z.array(z.boolean())),
    'coercion and a default': z.strictObject({ a: z.coerce.number().min(1).default(2), b: z.coerce.string() }),
  };
  for (const [name, schema] of Object.entries(lists)) {
    it(`points where zod points for ${name}`, async () => {
      const explain = composed(schema);
      const item = fc.oneof(fc.nat(3), fc.boolean(), fc.constant('x'));
      const value = fc.oneof(
        fc.array(item, { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'long', 'x/~y', 'constructor'), fc.oneof(item, fc.array(item))),
        fc.jsonValue(),
      );
      await fc.assert(fc.asyncProperty(value, (each) => assertSamePointers(explain, schema, each)));
    });
  }

  it('says what is asked for, and nothing of what came', async () => {
    const explain = composed(
      z.strictObject({
        amount: z.int().min(1).max(1_000),
        currency: z.enum(['CHF', 'EUR']),
        note: z.string().max(9).nullable(),
        tags: z.array(z.iso.date()).max(2),
        to: z.string(),
      }),
    );
    const secret = 'hunter2-hunter2';
    const faults = await explain({ amount: secret, currency: secret, note: secret, tags: [secret], extra: secret });
    assert.deepEqual(faults, [
      { pointer: '/amount', detail: 'must be a whole number, at least 1 and at most 1000' },
      { pointer: '/currency', detail: 'must be one of "CHF", "EUR"' },
      { pointer: '/note', detail: 'must be a string of 0 to 9 characters or null' },
      { pointer: '/tags/0', detail: 'must be a string of format date' },
      { pointer: '/to', detail: 'is required' },
      { pointer: '/extra', detail: 'is not part of the contract' },
    ]);
  });

  const uncompilable: Readonly<Record<string, z.ZodType>> = {
    'a message of its author': z.strictObject({ a: z.string().regex(/^a$/, 'An a, please').optional() }),
    'a refinement of the whole': z.strictObject({ a: z.string() }).refine(() => true),
    'objects without a discriminator': z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int() })]),
    'an intersection': z.intersection(z.strictObject({ a: z.int() }), z.looseObject({})),
    'a tuple of any length': z.tuple([z.int()], z.int()),
    'an object with a schema for other keys': z.object({}).catchall(z.int()),
    'a key that is absent but never undefined': z.strictObject({ a: z.exactOptional(z.string()) }),
  };
  for (const [name, schema] of Object.entries(uncompilable)) {
    it(`leaves ${name} to zod`, () => {
      assert.throws(() => explainerSource(schema, new Map()), NotCompilable);
    });
  }
});

/** Objects with some of the schema's own keys, at every depth, holding values that are right now and then. */
function resembling(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { shape, element, innerType } = schema._zod.def as {
    readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
    readonly element?: z.core.$ZodType;
    readonly innerType?: z.core.$ZodType;
  };
  if (innerType !== undefined) return resembling(innerType);
  if (element !== undefined) return fc.array(resembling(element), { maxLength: 3 });
  if (shape === undefined) {
    return fc.oneof(
      fc.constantFrom('EUR', 'active', 'x', '2026-11-22T10:00:00Z', 1, -1, null, 20, '20'),
      fc.jsonValue(),
    );
  }
  const members = Object.fromEntries(Object.entries(shape).map(([key, member]) => [key, resembling(member)]));
  return fc
    .tuple(fc.record(members, { requiredKeys: [], noNullPrototype: true }), fc.constantFrom({}, { extra: 1 }))
    .map(([known, others]) => ({ ...known, ...others }));
}

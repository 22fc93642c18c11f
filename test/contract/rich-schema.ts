import fc from 'fast-check';
import * as z from 'zod';

/** One of nearly everything a contract may say. */
export const richSchema = z.strictObject({
  id: z.string().regex(/^acc_[0-9a-z]{4}$/),
  name: z.string().min(1).max(5),
  currency: z.enum(['CHF', 'EUR']),
  amount: z.int().min(1).max(1_000),
  rate: z.number().gt(0).lt(10).optional(),
  kind: z.literal('transfer'),
  side: z.literal([1, 2, 'three']),
  flag: z.boolean().default(false),
  note: z.string().max(3).nullable(),
  maybe: z.string().max(3).nullish(),
  day: z.iso.date().optional(),
  at: z.iso.datetime().optional(),
  uuid: z.uuid().optional(),
  mail: z.email().optional(),
  link: z.url().optional(),
  iban: z.iban().optional(),
  address: z.ipv4().optional(),
  step: z.number().multipleOf(0.25).optional(),
  tags: z.array(z.string().max(3)).min(1).max(3),
  pair: z.tuple([z.string(), z.int()]).optional(),
  labels: z.record(z.string().min(2).max(4), z.int()).optional(),
  byCurrency: z.record(z.enum(['CHF', 'EUR']), z.int().min(0)).optional(),
  target: z.discriminatedUnion('to', [
    z.strictObject({ to: z.literal('account'), account: z.string().max(4) }),
    z.strictObject({ to: z.literal('card'), card: z.int(), valid: z.boolean().optional() }),
  ]),
  either: z.union([z.string().max(2), z.int()]).optional(),
  nested: z.strictObject({ deep: z.strictObject({ deeper: z.string().max(2).optional() }) }).optional(),
  trimmed: z.string().trim().min(1).max(3).optional(),
  defaults: z.array(z.int()).default([1, 2]),
});

const shortText = (max: number) => fc.string({ maxLength: max, unit: 'grapheme-ascii' });

/** Values that keep the rich schema. */
export const richValue = () =>
  fc.record(
    {
      id: fc.stringMatching(/^acc_[0-9a-z]{4}$/),
      name: fc.string({ minLength: 1, maxLength: 5, unit: 'binary-ascii' }),
      currency: fc.constantFrom('CHF', 'EUR'),
      amount: fc.integer({ min: 1, max: 1_000 }),
      rate: fc.constantFrom(0.5, 1, 9.99),
      kind: fc.constant('transfer'),
      side: fc.constantFrom(1, 2, 'three'),
      flag: fc.boolean(),
      note: fc.option(shortText(3)),
      maybe: fc.option(shortText(3)),
      day: fc.constant('2026-11-22'),
      at: fc.constant('2026-11-22T10:00:00.5Z'),
      uuid: fc.uuid({ version: 4 }),
      mail: fc.constant('someone@example.com'),
      link: fc.constantFrom('https://example.com/a?b#c', ' https://example.com '),
      iban: fc.constant('DE89370400440532013000'),
      address: fc.ipV4(),
      step: fc.constantFrom(0.25, 0.5, -1),
      tags: fc.array(shortText(3), { minLength: 1, maxLength: 3 }),
      pair: fc.tuple(fc.string(), fc.integer()),
      labels: fc.dictionary(fc.stringMatching(/^[a-z]{2,4}$/), fc.integer()),
      byCurrency: fc.record({ CHF: fc.nat(), EUR: fc.nat() }),
      target: fc.oneof(
        fc.record({ to: fc.constant('account'), account: shortText(4) }),
        fc.record(
          { to: fc.constant('card'), card: fc.integer(), valid: fc.boolean() },
          { requiredKeys: ['to', 'card'] },
        ),
      ),
      either: fc.oneof(shortText(2), fc.integer()),
      nested: fc.record({ deep: fc.record({ deeper: shortText(2) }, { requiredKeys: [] }) }),
      trimmed: fc.constantFrom(' a ', 'abc'),
      defaults: fc.array(fc.integer()),
    },
    {
      requiredKeys: ['id', 'name', 'currency', 'amount', 'kind', 'side', 'note', 'tags', 'target'],
      noNullPrototype: true,
    },
  );

/** Values with one member somewhere inside removed, replaced by anything JSON, or joined by one that nobody declared. */
export const mutated = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc
    .tuple(value, fc.nat(), fc.constantFrom('remove', 'replace', 'add'), fc.jsonValue().map(writtenByPeople))
    .map(([it, seed, how, other]) => {
      const copy: unknown = structuredClone(it);
      const places = containersIn(copy).flatMap((container) =>
        Object.keys(container).map((key) => ({ container, key })),
      );
      const place = places[seed % places.length];
      if (place === undefined) return copy;
      if (how === 'remove') Reflect.deleteProperty(place.container, place.key);
      if (how === 'replace') Reflect.set(place.container, place.key, other);
      if (how === 'add') Reflect.set(place.container, seed % 2 === 0 ? 'constructor' : 'undeclared', other);
      return copy;
    });

/**
 * Zod takes what is a rounding error away from a multiple for one (5e-324 is a multiple of 0.25), JSON Schema does not; and
 * of quotients above 1e21 neither knows whether they are whole.
 */
const writtenByPeople = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, it: unknown) =>
    typeof it === 'number' ? Number(Math.max(-1e15, Math.min(it, 1e15)).toFixed(6)) : it,
  );

const containersIn = (value: unknown): readonly object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(containersIn)] : [];

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { compileSchema } from '../../../lib/contract/compile/compile-schema.ts';
import { NotCompilable } from '../../../lib/contract/compile/constant-source.ts';
import { INVALID } from '../../../lib/contract/index.ts';
import { mutated, richSchema, richValue } from '../rich-schema.ts';

/** The compiled source as the bundler would run it, with the helpers it imports. */
function compiled(schema: z.core.$ZodType): (value: unknown) => unknown {
  const { source, helpers } = compileSchema(schema);
  const exports = new Map<string, unknown>([...Object.entries(z.core.util), ...Object.entries(z.core)]);
  const make = new Function('INVALID', ...helpers.keys(), `return ${source};`);
  return make(INVALID, ...[...helpers.keys()].map((name) => exports.get(name)));
}

function assertAgree(parse: (value: unknown) => unknown, schema: z.ZodType, value: unknown): void {
  const before = JSON.stringify(value);
  const result = schema.safeParse(value);
  const own = parse(value);
  assert.deepEqual(own === INVALID ? 'refused' : { data: own }, result.success ? { data: result.data } : 'refused');
  assert.equal(JSON.stringify(value), before, 'parsing leaves its input alone');
}

describe('compileSchema', () => {
  it('agrees with zod on what a rich schema accepts, refuses and parses', () => {
    const parse = compiled(richSchema);
    fc.assert(
      fc.property(richValue(), (value) => {
        assertAgree(parse, richSchema, value);
        assert.notEqual(parse(value), INVALID);
      }),
    );
    fc.assert(
      fc.property(mutated(richValue()), (value) => assertAgree(parse, richSchema, value)),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.anything(), (value) => assertAgree(parse, richSchema, value)));
  });

  const queries: Readonly<Record<string, z.ZodType>> = {
    'a number': z.coerce.number().int().min(1).max(100),
    'an optional number': z.coerce.number().min(2).optional(),
    'a number with a default': z.coerce.number().int().max(50).default(20),
    'a nullable number': z.coerce.number().nullable(),
    'a string': z.coerce.string().max(3),
    'a boolean': z.coerce.boolean(),
  };
  for (const [name, schema] of Object.entries(queries)) {
    it(`agrees with zod on coercion to ${name}, alone and as a member`, () => {
      const member = z.strictObject({ member: schema });
      const parse = compiled(schema);
      const parseMember = compiled(member);
      const value = fc.oneof(fc.nat(120).map(String), fc.jsonValue(), fc.constant(undefined), hostile);
      fc.assert(
        fc.property(value, (each) => {
          assertAgree(parse, schema, each);
          assertAgree(parseMember, member, { member: each });
        }),
      );
      assertAgree(parseMember, member, {});
    });
  }

  it('does not throw where a coerced value refuses to become a primitive', () => {
    const parse = compiled(z.strictObject({ limit: z.coerce.number() }));
    assert.equal(parse({ limit: { valueOf: 1, toString: 1 } }), INVALID);
  });

  it('refuses own __proto__ and constructor keys of a closed object', () => {
    const parse = compiled(z.strictObject({ name: z.string() }));
    assert.deepEqual(parse({ name: 'a' }), { name: 'a' });
    assert.equal(parse(JSON.parse('{"name":"a","__proto__":{"admin":true}}')), INVALID);
    assert.equal(parse(JSON.parse('{"name":"a","constructor":1}')), INVALID);
  });

  it('hands out a default that nobody shares', () => {
    const parse = compiled(z.strictObject({ tags: z.array(z.string()).default(['new']) }));
    const first = parse({});
    assert.deepEqual(first, { tags: ['new'] });
    (first as { tags: string[] }).tags.push('changed');
    assert.deepEqual(parse({}), { tags: ['new'] });
  });

  const uncompilable: Readonly<Record<string, z.ZodType>> = {
    'a refinement': z.strictObject({ a: z.string().refine((value) => value !== 'b') }),
    'a refinement of the whole': z.strictObject({ a: z.string() }).refine(() => true),
    'a transform': z.strictObject({ a: z.string().transform(Number) }),
    'a check by a function': z.string().superRefine(() => undefined),
    'a default that reads the clock': z.strictObject({ at: z.string().default(() => new Date().toISOString()) }),
    'a default that counts': z.strictObject({ id: z.number().default(counter()) }),
    'an asynchronous refinement': z.string().refine(async () => true),
    'a schema that contains itself': recursive(),
  };
  for (const [name, schema] of Object.entries(uncompilable)) {
    it(`refuses ${name}`, () => {
      assert.throws(() => compileSchema(schema), NotCompilable);
    });
  }

  it('puts Function back, also when zod refuses the schema', () => {
    const before = globalThis.Function;
    compileSchema(z.string());
    assert.throws(() => compileSchema(recursive()), NotCompilable);
    assert.equal(globalThis.Function, before);
  });

  it('writes equal source for equal schemas', () => {
    const make = () => z.strictObject({ a: z.enum(['x', 'y']), b: z.string().regex(/^b/).max(3).optional() });
    assert.equal(compileSchema(make()).source, compileSchema(make()).source);
  });
});

const hostile = fc.constantFrom({ valueOf: 1, toString: 1 }, Object.create(null), [7], ' 7 ', '0x10', '1e2', '', true);

function counter(): () => number {
  let count = 0;
  return () => count++;
}

function recursive(): z.ZodType {
  const node: z.ZodType = z.strictObject({ next: z.lazy(() => node.optional()) });
  return node;
}

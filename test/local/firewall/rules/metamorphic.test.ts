import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { transformations } from '../../../../lib/local/firewall/transformations/transformations.ts';
import {
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  not,
  request as requestOf,
  rule,
  stageArn,
} from '../firewall-under-test.ts';

type Parts = NonNullable<Parameters<typeof evaluate>[1]>;

const limited = { OversizeHandling: 'CONTINUE' };
const all = { MatchPattern: { All: {} }, OversizeHandling: 'CONTINUE' };

/** Fields whose handling of oversize is to go on with what fits, if they have one. */
const field = fc.constantFrom<object>(
  { Method: {} },
  { UriPath: {} },
  { QueryString: {} },
  { AllQueryArguments: {} },
  { SingleQueryArgument: { Name: 'a' } },
  { SingleHeader: { Name: 'x-a' } },
  { Body: limited },
  { Headers: { ...all, MatchScope: 'ALL' } },
  { Cookies: { ...all, MatchScope: 'VALUE' } },
  { HeaderOrder: limited },
  { JsonBody: { ...all, MatchScope: 'ALL' } },
  { JsonBody: { ...all, MatchScope: 'KEY', InvalidFallbackBehavior: 'EVALUATE_AS_STRING' } },
  { JsonBody: { MatchPattern: { IncludedPaths: ['/a', '/b/0'] }, MatchScope: 'VALUE', ...limited } },
);

const chain = fc
  .array(fc.constantFrom(...transformations.keys()), { minLength: 1, maxLength: 3 })
  .map((types) => types.map((Type, Priority) => ({ Priority, Type })));

const component = fc.record({ FieldToMatch: field, TextTransformations: chain });
const search = fc.constantFrom('a', 'A', '1', '%', ' ', 'x-a', 'ab', '<', "'");
const pattern = fc.constantFrom('a', '^a', 'b$', '[0-9]+', '(?i)AB', '\\bselect\\b', 'a.*b', '^$', '<|>', '\\d{2,}');

const leaf: fc.Arbitrary<object> = fc.oneof(
  fc
    .tuple(component, search, fc.constantFrom('EXACTLY', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS'))
    .map(([it, SearchString, PositionalConstraint]) => ({
      ByteMatchStatement: { ...it, SearchString, PositionalConstraint },
    })),
  fc.tuple(component, pattern).map(([it, RegexString]) => ({ RegexMatchStatement: { ...it, RegexString } })),
  fc
    .tuple(component, fc.constantFrom('EQ', 'NE', 'LE', 'LT', 'GE', 'GT'), fc.integer({ min: 0, max: 20 }))
    .map(([it, ComparisonOperator, Size]) => ({ SizeConstraintStatement: { ...it, ComparisonOperator, Size } })),
  fc.tuple(component, fc.constantFrom('LOW', 'HIGH')).map(([it, SensitivityLevel]) => ({
    SqliMatchStatement: { ...it, SensitivityLevel },
  })),
  component.map((it) => ({ XssMatchStatement: it })),
  fc.constantFrom('MATCH', 'NO_MATCH').map((FallbackBehavior) => ({
    GeoMatchStatement: { CountryCodes: ['XX'], ForwardedIPConfig: { HeaderName: 'X-A', FallbackBehavior } },
  })),
);

const { statement } = fc.letrec<{ statement: object }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('statement').map(not),
    fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((Statements) => ({ AndStatement: { Statements } })),
    fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((Statements) => ({ OrStatement: { Statements } })),
  ),
}));

const text = fc
  .array(fc.constantFrom('a', 'b', 'AB', '1', '22', ' ', '%41', '&', '<', "' or 1=1", 'select', '\\', '\xe9'), {
    maxLength: 5,
  })
  .map((them) => them.join(''));

const body = fc.oneof(
  text,
  fc
    .record({ a: text, b: fc.array(text, { maxLength: 2 }), c: fc.dictionary(text, text, { maxKeys: 2 }) })
    .map((it) => JSON.stringify(it)),
);

const request: fc.Arbitrary<Parts> = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  uriPath: text.map((it) => `/${it}`),
  queryString: text.map((it) => `a=${it}`),
  headers: fc.array(fc.tuple(fc.constantFrom('x-a', 'Cookie', 'User-Agent'), text), { maxLength: 3 }),
  body,
});

/** What a web ACL of these rules says, each blocking unless it says otherwise. */
function decides(statements: readonly object[], parts: Parts, more: readonly object[] = []) {
  const { firewall } = firewallUnderTest();
  declareWebAcl(
    firewall,
    statements.map((it, at) => rule(it, { Name: `Rule${at}`, Priority: at * 2, ...more[at] })),
  );
  const { action, seen } = evaluate(firewall, parts);
  return { action, by: seen.terminatingRule };
}

const options = { numRuns: 80 };

describe('whatever the rules and the request', () => {
  it('a web ACL decides as the first of its rules that matches alone', () => {
    const rules = fc.array(statement, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rules, request, (them, parts) => {
        const alone = them.findIndex((it) => decides([it], parts).action === 'block');
        const by = alone < 0 ? 'Default_Action' : `Rule${alone}`;
        assert.deepEqual(decides(them, parts), { action: alone < 0 ? 'allow' : 'block', by });
      }),
      options,
    );
  });

  it('rules are asked in the order of their priorities, wherever they are written', () => {
    const rules = fc.array(statement, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(rules, request, (them, parts) => {
        const written = them.map((it, at) => rule(it, { Name: `Rule${at}`, Priority: at }));
        const verdictOf = (all: readonly object[]) => {
          const { firewall } = firewallUnderTest();
          declareWebAcl(firewall, all);
          return evaluate(firewall, parts);
        };
        assert.deepEqual(verdictOf(written.toReversed()), verdictOf(written));
      }),
      options,
    );
  });

  it('what stands behind the rule that ended it changes nothing', () => {
    const rules = fc.array(statement, { minLength: 1, maxLength: 3 });
    const more = fc.array(fc.constantFrom<object>({ Allow: {} }, { Count: {} }, { Block: {} }, { Captcha: {} }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(rules, rules, more, request, (them, behind, actions, parts) => {
        const alone = decides(them, parts);
        fc.pre(alone.by !== 'Default_Action');
        const unlike = [...them.map(() => ({})), ...behind.map((_, at) => ({ Action: actions[at] }))];
        assert.deepEqual(decides([...them, ...behind], parts, unlike), alone);
      }),
      options,
    );
  });

  it('a rule made to count never makes the verdict stricter', () => {
    const rules = fc.array(statement, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rules, fc.nat(3), request, (them, at, parts) => {
        const counting = them.map((_, index) => (index === at ? { Action: { Count: {} } } : {}));
        const [before, after] = [decides(them, parts), decides(them, parts, counting)];
        if (before.action === 'allow') assert.deepEqual(after, before);
        else if (before.by !== `Rule${at}`) assert.deepEqual(after, before);
      }),
      options,
    );
  });

  it('the same request gets the same verdict, once more, and whether or not somebody watches', () => {
    const rules = fc.array(statement, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rules, request, (them, parts) => {
        const { firewall } = firewallUnderTest();
        const labelled = them.map((it, at) =>
          rule(it, {
            Priority: at,
            RuleLabels: [{ Name: `l${at}` }],
            ...(at % 2 === 0 ? { Action: { Count: {} } } : {}),
          }),
        );
        declareWebAcl(firewall, labelled);
        const once = evaluate(firewall, parts);
        assert.deepEqual(evaluate(firewall, parts), once);
        const sights: string[] = [];
        const trace = { saw: ({ path }: { readonly path: string }) => sights.push(path), found: () => {} };
        assert.deepEqual(firewall.webAclFor(stageArn)?.evaluate(requestOf(parts), trace), once);
        assert.ok(sights.length > 0);
      }),
      options,
    );
  });

  it('a rule that counts changes no verdict', () => {
    const rules = fc.array(statement, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(rules, statement, fc.nat(3), request, (them, counting, at, parts) => {
        const place = Math.min(at, them.length);
        const { firewall } = firewallUnderTest();
        declareWebAcl(firewall, [
          ...them.map((it, index) => rule(it, { Name: `Rule${index}`, Priority: index * 2 + 1 })),
          rule(counting, { Name: 'Counting', Priority: place * 2, Action: { Count: {} } }),
        ]);
        const { action, seen } = evaluate(firewall, parts);
        assert.deepEqual({ action, by: seen.terminatingRule }, decides(them, parts));
      }),
      options,
    );
  });

  it('NOT NOT says what the statement says, and NOT the opposite', () => {
    fc.assert(
      fc.property(statement, request, (it, parts) => {
        const [plain, once, twice] = [it, not(it), not(not(it))].map((each) => decides([each], parts).action);
        assert.equal(twice, plain);
        assert.notEqual(once, plain);
      }),
      options,
    );
  });

  it('what lies behind the inspection limit changes no verdict of a rule that goes on with what fits', () => {
    const atTheLimit = fc.tuple(body, fc.constantFrom(' ', 'a', '0', '\\')).map(([it, pad]) => it.padEnd(16_384, pad));
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 2 }),
        request,
        atTheLimit,
        text,
        (them, parts, full, beyond) => {
          const inspected = Buffer.from(full, 'latin1').subarray(0, 16_384);
          const longer = Buffer.concat([inspected, Buffer.from(`x${beyond}`, 'latin1')]);
          assert.deepEqual(decides(them, { ...parts, body: longer }), decides(them, { ...parts, body: inspected }));
        },
      ),
      { numRuns: 40 },
    );
  });
});

import * as cdk from 'aws-cdk-lib';
import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { managedCapacityUnits } from './managed-groups.ts';
import type { FirewallRule } from './rule.ts';
import type { Field, Statement } from './statements.ts';

/** A web ACL may cost no more. */
export const MOST_CAPACITY_UNITS = 5_000;

/**
 * What a rule costs in web ACL capacity units: AWS's own sum, statement by statement. AWS may charge less where rules
 * share work; it never charges more.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html
 *
 * @throws Error for a statement whose cost is not known; its rule must say its `capacityUnits`.
 */
export const capacityOf = ({ name, statement, capacityUnits }: FirewallRule): number =>
  capacityUnits ?? costOf(statement, name);

type Written<T> = T | cdk.IResolvable;

/** Each kind of statement. Exactly one of them is there. */
const costs: {
  readonly [Kind in keyof Statement]-?: (
    statement: NonNullable<Exclude<Statement[Kind], cdk.IResolvable>>,
    rule: string,
  ) => number;
} = {
  andStatement: ({ statements }, rule) => costOfAll(statements, rule),
  orStatement: ({ statements }, rule) => costOfAll(statements, rule),
  notStatement: ({ statement }, rule) => costOf(statement, rule),
  byteMatchStatement: (it, rule) =>
    ofField(['CONTAINS', 'CONTAINS_WORD'].includes(it.positionalConstraint) ? 10 : 2, it, rule),
  regexMatchStatement: (it, rule) => ofField(3, it, rule),
  regexPatternSetReferenceStatement: (it, rule) => ofField(25, it, rule),
  sizeConstraintStatement: (it, rule) => ofField(1, it, rule),
  sqliMatchStatement: (it, rule) => ofField(it.sensitivityLevel === 'HIGH' ? 30 : 20, it, rule),
  xssMatchStatement: (it, rule) => ofField(40, it, rule),
  geoMatchStatement: () => 1,
  asnMatchStatement: () => 1,
  labelMatchStatement: () => 1,
  ipSetReferenceStatement: ({ ipSetForwardedIpConfig }, rule) =>
    ipSetForwardedIpConfig !== undefined && plain(ipSetForwardedIpConfig, rule).position === 'ANY' ? 5 : 1,
  rateBasedStatement: ({ customKeys, scopeDownStatement }, rule) =>
    2 +
    (customKeys === undefined ? 0 : 30 * plain(customKeys, rule).length) +
    (scopeDownStatement === undefined ? 0 : costOf(scopeDownStatement, rule)),
  managedRuleGroupStatement: ({ name, vendorName, scopeDownStatement }, rule) => {
    const units = vendorName === 'AWS' ? managedCapacityUnits.get(name) : undefined;
    if (units === undefined) throw unknown(rule, `the managed group ${name}`);
    return units + (scopeDownStatement === undefined ? 0 : costOf(scopeDownStatement, rule));
  },
  ruleGroupReferenceStatement: (_, rule) => {
    throw unknown(rule, 'a rule group of your own');
  },
};

/** By name: the key that is looked up chooses the row, so the row fits what stands under the key. */
const costByName: ReadonlyMap<string, (statement: object, rule: string) => number> = new Map(
  Object.entries(costs) as [string, (statement: object, rule: string) => number][],
);

const unknown = (rule: string, what: string) =>
  new Error(`${rule}: what ${what} costs is not known here; say its capacityUnits`);

function costOf(written: Written<Statement>, rule: string): number {
  const statement = plain(written, rule);
  const [kind, ...others] = Object.entries(statement).filter(([, value]) => value !== undefined);
  if (kind === undefined || others.length > 0) throw new Error(`${rule}: a statement is of exactly one kind`);
  const cost = costByName.get(kind[0]);
  if (cost === undefined) throw unknown(rule, kind[0]);
  return cost(plain(kind[1], rule), rule);
}

const costOfAll = (statements: Written<Written<Statement>[]>, rule: string): number =>
  plain(statements, rule).reduce((sum: number, each) => sum + costOf(each, rule), 0);

interface OverField {
  readonly fieldToMatch: Written<Field>;
  readonly textTransformations: Written<Written<wafv2.CfnWebACL.TextTransformationProperty>[]>;
  readonly preParseTextTransformations?: Written<Written<wafv2.CfnWebACL.PreParseTextTransformationProperty>[]>;
}

/** All query arguments cost 10 more, a JSON body twice the base, and each transformation 10. */
function ofField(base: number, it: OverField, rule: string): number {
  const field = plain(it.fieldToMatch, rule);
  const steps = [...plain(it.textTransformations, rule), ...plain(it.preParseTextTransformations ?? [], rule)];
  const transformations = steps.filter((step) => plain(step, rule).type !== 'NONE').length;
  return (
    base * (field.jsonBody === undefined ? 1 : 2) +
    (field.allQueryArguments === undefined ? 0 : 10) +
    10 * transformations
  );
}

/** @throws Error for what is known at deployment only, and cannot be counted before. */
function plain<T>(written: T, rule: string): Exclude<NonNullable<T>, cdk.IResolvable> {
  if (written === undefined || written === null || cdk.Tokenization.isResolvable(written)) {
    throw new Error(`${rule}: its capacity can be counted only where the whole statement is known at synthesis`);
  }
  // What is resolvable has been refused.
  return written as Exclude<NonNullable<T>, cdk.IResolvable>;
}

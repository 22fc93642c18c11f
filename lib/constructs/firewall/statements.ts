import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';

/** Words to write statements in. */

export type Statement = wafv2.CfnWebACL.StatementProperty;
export type Field = wafv2.CfnWebACL.FieldToMatchProperty;

/** In the order in which they are applied. */
export const transformed = (types: readonly string[]): wafv2.CfnWebACL.TextTransformationProperty[] =>
  (types.length === 0 ? ['NONE'] : types).map((type, priority) => ({ priority, type }));

const onlyOf = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

export const allOf = (statements: readonly Statement[]): Statement =>
  onlyOf(statements) ?? { andStatement: { statements: [...statements] } };

export const anyOf = (statements: readonly Statement[]): Statement =>
  onlyOf(statements) ?? { orStatement: { statements: [...statements] } };

export const not = (statement: Statement): Statement => ({ notStatement: { statement } });

/** The L1 leaves this field untyped, so its key is spelled as CloudFormation does. */
export const header = (name: string): Field => ({ singleHeader: { Name: name } });

export const matches = (field: Field, regexString: string, types: readonly string[] = []): Statement => ({
  regexMatchStatement: { fieldToMatch: field, regexString, textTransformations: transformed(types) },
});

export const isLonger = (field: Field, size: number): Statement => ({
  sizeConstraintStatement: {
    fieldToMatch: field,
    comparisonOperator: 'GT',
    size,
    textTransformations: transformed([]),
  },
});

export const isMethod = (method: string): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    searchString: method,
    textTransformations: transformed([]),
  },
});

/** One of the patterns of a set is found in the field. */
export const matchesSet = (arn: string, field: Field, types: readonly string[]): Statement => ({
  regexPatternSetReferenceStatement: { arn, fieldToMatch: field, textTransformations: transformed(types) },
});

/** A rule in front has noted some label of the namespace, which ends with a colon. */
export const hasLabelIn = (namespace: string): Statement => ({
  labelMatchStatement: { scope: 'NAMESPACE', key: namespace },
});

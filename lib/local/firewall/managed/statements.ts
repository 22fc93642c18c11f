/** Words to write managed rules in: each makes the JSON of a statement, as a template would hold it. */

const limited = { OversizeHandling: 'CONTINUE' };

/** Cookies and headers are looked at with names and values. */
const everything = { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' };

/** Where a rule looks, under the name that the managed rules give it. */
export const places = {
  METHOD: [{ Method: {} }],
  URIPATH: [{ UriPath: {} }],
  QUERYSTRING: [{ QueryString: {} }],
  QUERYARGUMENTS: [{ AllQueryArguments: {} }],
  /** As it stands, and each of its keys and values when it is JSON. */
  BODY: [{ Body: limited }, { JsonBody: { ...everything, InvalidFallbackBehavior: 'NO_MATCH' } }],
  COOKIE: [{ Cookies: everything }],
  HEADER: [{ Headers: everything }],
} as const;

export type Place = keyof typeof places;

/** In the order of the table: the first transformation has priority 0. */
const inOrder = (types: readonly string[]) => types.map((Type, Priority) => ({ Priority, Type }));

/** Encodings that an attack may hide under: none, once encoded, twice encoded. */
const disguises = [
  ['URL_DECODE_UNI'],
  ['URL_DECODE_UNI', 'URL_DECODE_UNI', 'HTML_ENTITY_DECODE', 'JS_DECODE', 'REMOVE_NULLS'],
] as const;

export const or = (statements: readonly object[]): object => {
  const [only, ...others] = statements;
  return only !== undefined && others.length === 0 ? only : { OrStatement: { Statements: statements } };
};

export const not = (statement: object): object => ({ NotStatement: { Statement: statement } });

/** The criterion over every field of the place, under every disguise and then the last transformations. */
const disguised = (place: Place, last: readonly string[], criterion: (component: object) => object): object =>
  or(
    places[place].flatMap((FieldToMatch) =>
      disguises.map((types) => criterion({ FieldToMatch, TextTransformations: inOrder([...types, ...last]) })),
    ),
  );

export const sqlInjectionIn = (place: Place): object =>
  disguised(place, [], (component) => ({ SqliMatchStatement: { ...component, SensitivityLevel: 'LOW' } }));

export const scriptInjectionIn = (place: Place): object =>
  disguised(place, [], (component) => ({ XssMatchStatement: component }));

/** A set of patterns that only managed rules refer to, with the patterns in its name: no quota is theirs. */
const setPrefix = 'managed:';

/** @returns undefined for the ARN of a set of the template */
export const managedPatterns = (arn: string): readonly string[] | undefined =>
  // Only `patternIn` writes such a name.
  arn.startsWith(setPrefix) ? (JSON.parse(arn.slice(setPrefix.length)) as readonly string[]) : undefined;

/** One of the patterns, which are written for lower case. */
export const patternIn = (place: Place, patterns: readonly string[], last: readonly string[] = []): object =>
  disguised(place, [...last, 'LOWERCASE'], (component) => ({
    RegexPatternSetReferenceStatement: { ...component, Arn: `${setPrefix}${JSON.stringify(patterns)}` },
  }));

export const longerThan = (FieldToMatch: object, Size: number): object => ({
  SizeConstraintStatement: { FieldToMatch, ComparisonOperator: 'GT', Size, TextTransformations: inOrder(['NONE']) },
});

export const header = (Name: string): object => ({ SingleHeader: { Name } });

export const contains = (FieldToMatch: object, SearchString: string, types: readonly string[]): object => ({
  ByteMatchStatement: {
    FieldToMatch,
    SearchString,
    PositionalConstraint: 'CONTAINS',
    TextTransformations: inOrder(types),
  },
});

export const equals = (FieldToMatch: object, SearchString: string, types: readonly string[]): object => ({
  ByteMatchStatement: {
    FieldToMatch,
    SearchString,
    PositionalConstraint: 'EXACTLY',
    TextTransformations: inOrder(types),
  },
});

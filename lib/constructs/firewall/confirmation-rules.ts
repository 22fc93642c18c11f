import { refuse } from './answers.ts';
import type { FirewallRule } from './rule.ts';
import { allOf, anyOf, type Field, matches, type Statement } from './statements.ts';

/**
 * AWS's rules for values refuse what only looks like an attack, and nobody outside can measure how often. Where rules of
 * our own look into the same values, AWS's only leave their labels, and a label refuses a request together with a word
 * or a mark of the attack that it names: punctuation alone is a memo.
 */
interface Confirmation {
  /** `Sql`: part of the rule's name. */
  readonly name: string;
  /** The managed group, by the name that its labels have. */
  readonly slug: string;
  /** Rules of the group, as its labels spell them; each looks into query arguments and into bodies. */
  readonly labels: readonly string[];
  readonly sign: string;
}

const confirmations: readonly Confirmation[] = [
  {
    name: 'Sql',
    slug: 'sql-database',
    labels: ['SQLi', 'SQLiExtendedPatterns'],
    sign: String.raw`(?i)\b(select|union|insert\s+into|update\s+\w+\s+set|delete\s+from|drop\s+\w|having|where|sleep|exec|waitfor)\b|['")]\s*(x?or|and|r?like|is|regexp)\b|['"]\s*(#|/\*|[=<>|])|0x[\da-f]{4}`,
  },
  {
    name: 'Script',
    slug: 'core-rule-set',
    labels: ['CrossSiteScripting'],
    sign: String.raw`(?i)<\s*[a-z!/?]|\bon[a-z]{3,}\s*=|script|style|href|src\s*=`,
  },
  {
    name: 'Path',
    slug: 'core-rule-set',
    labels: ['GenericLFI'],
    sign: String.raw`\.\.([\\]|/+([A-Za-z_%~$][\w%~$.-]{2}|\.\.))`,
  },
];

const decoded = ['URL_DECODE_UNI', 'URL_DECODE_UNI'];

const places: readonly { readonly suffix: string; readonly field: Field }[] = [
  { suffix: 'QueryArguments', field: { allQueryArguments: {} } },
  {
    suffix: 'Body',
    field: {
      jsonBody: {
        matchPattern: { all: {} },
        matchScope: 'VALUE',
        invalidFallbackBehavior: 'EVALUATE_AS_STRING',
        oversizeHandling: 'CONTINUE',
      },
    },
  },
];

/** The rules of AWS's groups that are confirmed before they refuse, as the groups call them. */
export const confirmedRules: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'AWSManagedRulesSQLiRuleSet',
    ['SQLi_QUERYARGUMENTS', 'SQLi_BODY', 'SQLiExtendedPatterns_QUERYARGUMENTS', 'SQLiExtendedPatterns_BODY'],
  ],
  [
    'AWSManagedRulesCommonRuleSet',
    [
      'CrossSiteScripting_QUERYARGUMENTS',
      'CrossSiteScripting_BODY',
      'GenericLFI_QUERYARGUMENTS',
      'GenericLFI_BODY',
      // An opaque cursor may end like a file name.
      'RestrictedExtensions_QUERYARGUMENTS',
      // The contracts say what a path may be.
      'RestrictedExtensions_URIPATH',
    ],
  ],
]);

const hasLabel = (key: string): Statement => ({ labelMatchStatement: { scope: 'LABEL', key } });

/**
 * After the managed groups, whose labels they read.
 *
 * @param searchedBody holds where a body is looked into; without it each is
 */
export const confirmationRules = (searchedBody: readonly Statement[]): readonly FirewallRule[] =>
  confirmations.map(({ name, slug, labels, sign }) => ({
    name: `${name}Confirmed`,
    statement: anyOf(
      places.map(({ suffix, field }) =>
        allOf([
          ...(suffix === 'Body' ? searchedBody : []),
          anyOf(labels.map((label) => hasLabel(`awswaf:managed:aws:${slug}:${label}_${suffix}`))),
          matches(field, sign, decoded),
        ]),
      ),
    ),
    action: refuse,
    labels: [`portcullis:${name.toLowerCase()}:confirmed`],
  }));

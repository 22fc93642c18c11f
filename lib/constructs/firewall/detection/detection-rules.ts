import * as cdk from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { refuse } from '../answers.ts';
import type { FirewallRule } from '../rule.ts';
import { anyOf, type Field, matchesSet } from '../statements.ts';
import { commandPatterns } from './commands.ts';
import { MOST_PATTERNS } from './pack.ts';
import { pathPatterns } from './paths.ts';
import { scriptPatterns } from './scripts.ts';
import { sqlPatterns } from './sql.ts';

/** What is taken off before a pattern is looked for: encodings twice over, because gateways and handlers decode too. */
const decoded = ['URL_DECODE_UNI', 'URL_DECODE_UNI'];
const asText = [...decoded, 'HTML_ENTITY_DECODE', 'LOWERCASE'];

interface Family {
  /** `Sql`: part of the rule's name and, in lower case, of its label. */
  readonly name: string;
  readonly patterns: readonly string[];
  readonly transformations: readonly string[];
}

const families: readonly Family[] = [
  {
    name: 'Sql',
    patterns: sqlPatterns,
    transformations: [...decoded, 'REPLACE_COMMENTS', 'COMPRESS_WHITE_SPACE', 'LOWERCASE'],
  },
  { name: 'Script', patterns: scriptPatterns, transformations: asText },
  { name: 'Shell', patterns: [...pathPatterns, ...commandPatterns], transformations: asText },
];

interface Zone {
  readonly name: string;
  readonly field: Field;
}

/** Where handlers take values from. */
const zonesOf = (headerNames: readonly string[]): readonly Zone[] => [
  { name: 'Query', field: { allQueryArguments: {} } },
  {
    name: 'Body',
    field: {
      jsonBody: {
        matchPattern: { all: {} },
        matchScope: 'ALL',
        // What is not JSON is refused by the handler; until then it is looked at as it stands.
        invalidFallbackBehavior: 'EVALUATE_AS_STRING',
        oversizeHandling: 'CONTINUE',
      },
    },
  },
  {
    name: 'Header',
    field: {
      headers: {
        matchPattern: { includedHeaders: [...headerNames] },
        matchScope: 'VALUE',
        oversizeHandling: 'CONTINUE',
      },
    },
  },
];

/**
 * Rules of our own against injection: regex pattern sets in the template, so that what a laptop refuses AWS refuses. They
 * find families of structure; `docs/firewall-score.md` says how many of the known attacks, and what harmless text.
 */
export function detectionRules(scope: Construct, headerNames: readonly string[]): readonly FirewallRule[] {
  const sets = families.map((family) => ({ family, arns: patternSets(scope, family) }));
  return zonesOf(headerNames).flatMap(({ name: zone, field }) =>
    sets.map(({ family: { name, transformations }, arns }) => ({
      name: `${name}In${zone}`,
      statement: anyOf(arns.map((arn) => matchesSet(arn, field, transformations))),
      action: refuse,
      labels: [`portcullis:${name.toLowerCase()}:${zone.toLowerCase()}`],
    })),
  );
}

/** As few sets as hold the patterns: each place that looks into one pays for it. */
function patternSets(scope: Construct, { name, patterns }: Family): readonly string[] {
  const sets = Array.from({ length: Math.ceil(patterns.length / MOST_PATTERNS) }, (_, index) =>
    patterns.slice(index * MOST_PATTERNS, (index + 1) * MOST_PATTERNS),
  );
  return sets.map((regularExpressionList, index) => {
    const set = new wafv2.CfnRegexPatternSet(scope, `${name}Patterns${index + 1}`, {
      scope: 'REGIONAL',
      regularExpressionList: [...regularExpressionList],
    });
    cdk.Validations.of(set).acknowledge({
      id: 'CloudFormation-Validate::F3033',
      reason: "the API takes patterns of 512 characters (API_Regex); the validator's schema still says 200",
    });
    return set.attrArn;
  });
}

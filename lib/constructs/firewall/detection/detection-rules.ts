import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { refuse } from '../answers.ts';
import { quotas } from '../quotas.ts';
import type { FirewallRule } from '../rule.ts';
import { allOf, anyOf, type Field, matchesSet, type Statement } from '../statements.ts';
import { commandPatterns } from './commands.ts';
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
 *
 * @param searchedBody holds where a body is looked into; without it each is
 */
export function detectionRules(
  scope: Construct,
  headerNames: readonly string[],
  searchedBody: readonly Statement[],
): readonly FirewallRule[] {
  const sets = families.map((family) => ({ family, arns: patternSets(scope, family) }));
  return zonesOf(headerNames).flatMap(({ name: zone, field }) =>
    sets.map(({ family: { name, transformations }, arns }) => ({
      name: `${name}In${zone}`,
      statement: allOf([
        ...(zone === 'Body' ? searchedBody : []),
        anyOf(arns.map((arn) => matchesSet(arn, field, transformations))),
      ]),
      action: refuse,
      labels: [`portcullis:${name.toLowerCase()}:${zone.toLowerCase()}`],
    })),
  );
}

/** As few sets as hold the patterns: each place that looks into one pays for it, and an account has ten at first. */
function patternSets(scope: Construct, { name, patterns }: Family): readonly string[] {
  const most = quotas.patternsInSet;
  return Array.from({ length: Math.ceil(patterns.length / most) }, (_, index) => {
    const set = new wafv2.CfnRegexPatternSet(scope, `${name}Patterns${index + 1}`, {
      scope: 'REGIONAL',
      regularExpressionList: patterns.slice(index * most, (index + 1) * most),
    });
    return set.attrArn;
  });
}

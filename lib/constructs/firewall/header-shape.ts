import type { Api } from '../../contract/index.ts';
import { refuse } from './answers.ts';
import { parametersOf } from './parameter-schemas.ts';
import { shapesByName } from './query-shape.ts';
import type { FirewallRule } from './rule.ts';
import { anyOf, header, matches } from './statements.ts';
import type { ValueShape } from './value-shape.ts';

/** What one regular expression counts to. */
const LONGEST_COUNTED = 1_000;

/** Refuses headers of the contracts outside the alphabet and the length that they are given there. */
export function headerShapeRules(api: Api): readonly FirewallRule[] {
  const shapes = [...shapesByName(parametersOf(api, 'header'))];
  if (shapes.length === 0) return [];
  return [
    {
      name: 'HeaderShape',
      statement: anyOf(shapes.map(([name, shape]) => matches(header(name), brokenHeader(shape)))),
      action: refuse,
      labels: ['portcullis:contract:header'],
    },
  ];
}

/** Space around a value is no part of it (RFC 9110 §5.5). */
const brokenHeader = ({ extras, longest }: ValueShape): string =>
  [
    `[^ \\t\\w.~${[...extras].map((character) => `\\${character}`).join('')}-]`,
    ...(longest <= LONGEST_COUNTED ? [`^[^ \\t].{${longest}}`] : []),
  ].join('|');

import type { Api } from '../../contract/index.ts';
import { refuse, refuseWith } from './answers.ts';
import { bodyRules } from './body-rules.ts';
import { headerShapeRules } from './header-shape.ts';
import { queryShapeRules } from './query-shape.ts';
import type { Routes } from './routes.ts';
import type { FirewallRule } from './rule.ts';
import { isLonger, not } from './statements.ts';

/** AWS WAF looks at 8 KB of headers; a value as long as this hides others. */
const LONGEST_HEADER_VALUE = 4_096;

/** What the contracts promise of requests, as far as the edge can hold it. */
export const contractRules = (api: Api, routes: Routes): readonly FirewallRule[] => [
  {
    name: 'UndeclaredRoute',
    statement: not(routes.of(api.endpoints, { preflights: true })),
    action: refuseWith('unknown-route'),
    labels: ['portcullis:contract:route'],
  },
  {
    name: 'HeaderSize',
    statement: isLonger(
      { headers: { matchPattern: { all: {} }, matchScope: 'VALUE', oversizeHandling: 'MATCH' } },
      LONGEST_HEADER_VALUE,
    ),
    action: refuse,
    labels: ['portcullis:contract:header-size'],
  },
  ...bodyRules(api, routes),
  ...queryShapeRules(api),
  ...headerShapeRules(api),
];

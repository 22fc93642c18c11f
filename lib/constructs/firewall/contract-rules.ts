import type { Api, Endpoint } from '../../contract/index.ts';
import { refuse, refuseWith } from './answers.ts';
import type { Routes } from './routes.ts';
import type { FirewallRule } from './rule.ts';
import { allOf, anyOf, header, isLonger, matches, not } from './statements.ts';

/** AWS WAF looks at 8 KB of headers; a value as long as this hides others. */
const LONGEST_HEADER_VALUE = 4_096;

export const longestBody = ({ endpoints }: Api): number => Math.max(...endpoints.map(({ limits }) => limits.bodyBytes));

/**
 * Refuses bodies over a size with 413, whether or not the whole body was inspected. First, because it costs nothing and
 * spares the rules behind it the work.
 */
export const bodySizeRule = (bytes: number): FirewallRule => ({
  name: 'BodySize',
  statement: isLonger({ body: { oversizeHandling: 'MATCH' } }, bytes),
  action: refuseWith('body-too-large'),
});

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
  mediaTypeRule,
  ...endpointBodyRules(api, routes),
];

/** Bodies are JSON in UTF-8, uncompressed: what is neither cannot be looked into. */
const mediaTypeRule: FirewallRule = {
  name: 'MediaType',
  statement: allOf([
    isLonger({ body: { oversizeHandling: 'CONTINUE' } }, 0),
    anyOf([
      not(matches(header('content-type'), String.raw`^(?i)\s*application/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$`)),
      allOf([isLonger(header('content-encoding'), 0), not(matches(header('content-encoding'), '^(?i)identity$'))]),
    ]),
  ]),
  action: refuseWith('unsupported-media-type'),
  labels: ['portcullis:contract:media-type'],
};

/** Endpoints that take shorter bodies than the longest, one rule for each length. */
function endpointBodyRules(api: Api, routes: Routes): readonly FirewallRule[] {
  const withBody = api.endpoints.filter(({ request }) => request.body !== undefined);
  const byLength = Map.groupBy(withBody, ({ limits }) => limits.bodyBytes);
  return [...byLength]
    .filter(([bytes]) => bytes < longestBody(api))
    .map(([bytes, endpoints]: readonly [number, readonly Endpoint[]]) => ({
      name: `BodySize${bytes}`,
      statement: allOf([isLonger({ body: { oversizeHandling: 'MATCH' } }, bytes), routes.of(endpoints)]),
      action: refuseWith('body-too-large'),
      labels: ['portcullis:contract:body-size'],
    }));
}

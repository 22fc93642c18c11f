import type { Api, Endpoint } from '../../contract/index.ts';
import { refuseWith } from './answers.ts';
import type { Routes } from './routes.ts';
import type { FirewallRule } from './rule.ts';
import { allOf, anyOf, header, isLonger, isMethod, matches, not, type Statement } from './statements.ts';

export const longestBody = ({ endpoints }: Api): number => Math.max(...endpoints.map(({ limits }) => limits.bodyBytes));

/** What an endpoint takes: nothing, where its contract declares no body. */
const bodyBytesOf = ({ request, limits }: Endpoint): number => (request.body === undefined ? 0 : limits.bodyBytes);

const isLongerThan = (bytes: number): Statement => isLonger({ body: { oversizeHandling: 'MATCH' } }, bytes);

/**
 * Refuses bodies over a size with 413, whether or not the whole body was inspected. First, because it costs nothing and
 * spares the rules behind it the work.
 */
export const bodySizeRule = (bytes: number): FirewallRule => ({
  name: 'BodySize',
  statement: isLongerThan(bytes),
  action: refuseWith('body-too-large'),
});

/** What the contracts say of bodies, endpoint by endpoint. */
export const bodyRules = (api: Api, routes: Routes): readonly FirewallRule[] => [
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

/** Endpoints that take shorter bodies than the longest: one rule, because each answer has headers that AWS counts. */
function endpointBodyRules(api: Api, routes: Routes): readonly FirewallRule[] {
  const byLength = [...Map.groupBy(api.endpoints, bodyBytesOf)].filter(([bytes]) => bytes < longestBody(api));
  if (byLength.length === 0) return [];
  return [
    {
      name: 'EndpointBodySize',
      statement: anyOf(
        byLength.map(([bytes, endpoints]) => allOf([isLongerThan(bytes), endpointsOf(endpoints, api, routes)])),
      ),
      action: refuseWith('body-too-large'),
      labels: ['portcullis:contract:body-size'],
    },
  ];
}

/** These endpoints; by their method alone where no others have it. */
function endpointsOf(endpoints: readonly Endpoint[], api: Api, routes: Routes): Statement {
  const isAll = (method: string) => api.endpoints.every((each) => each.method !== method || endpoints.includes(each));
  const whole = [...new Set(endpoints.map(({ method }) => method))].filter(isAll);
  const others = endpoints.filter(({ method }) => !whole.includes(method));
  return anyOf([...whole.map(isMethod), ...(others.length === 0 ? [] : [routes.of(others)])]);
}

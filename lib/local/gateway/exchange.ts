import { randomBytes, randomUUID } from 'node:crypto';
import type { Findings } from '../firewall/index.ts';
import type { Header } from './answer.ts';
import type { Authorization } from './authorizers/authorization.ts';
import type { ApiKey } from './limits/usage-plans.ts';
import { type ReceivedRequest, valuesOf } from './received-request.ts';
import type { Refusal } from './refusal.ts';
import type { RestApi, Stage } from './rest-api.ts';
import type { Route } from './router.ts';

/** One request on its way: what came in, and what each step found out and attached. */
export interface Exchange {
  readonly api: RestApi;
  readonly stage: Stage;
  readonly request: ReceivedRequest;
  /** UUID, the `x-amzn-RequestId` of the answer. */
  readonly requestId: string;
  /** The `x-amz-apigw-id` of the answer. */
  readonly extendedRequestId: string;
  /** `Root=1-…`; the client's own where it sent a well-formed one. */
  readonly traceId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAtMillis: number;
  /** The path below the base path of the domain, without the leading slashes that came doubled: what is routed. */
  readonly path: string;
  firewall: Findings | undefined;
  firewallBlocked: boolean;
  webAclArn: string | undefined;
  /** Headers that the firewall puts in. */
  insertedHeaders: readonly Header[];
  route: Route | undefined;
  authorization: Authorization | undefined;
  authorizerLatencyMillis: number | undefined;
  apiKey: ApiKey | undefined;
  integrationStatus: number | undefined;
  integrationLatencyMillis: number | undefined;
  refusal: Refusal | undefined;
  /** Set when the answer stands, for the access log. */
  outcome: Outcome | undefined;
}

export interface Outcome {
  readonly status: number;
  readonly bytes: number;
  readonly latencyMillis: number;
}

export const createExchange = (api: RestApi, stage: Stage, request: ReceivedRequest, nowMillis: number): Exchange => ({
  api,
  stage,
  request,
  requestId: randomUUID(),
  extendedRequestId: `${randomBytes(11).toString('base64url').slice(0, 15)}=`,
  traceId: traceIdOf(request, nowMillis),
  receivedAtMillis: nowMillis,
  path: request.path.slice(baseLengthOf(request)).replace(/^\/*/, '/'),
  firewall: undefined,
  firewallBlocked: false,
  webAclArn: undefined,
  insertedHeaders: [],
  route: undefined,
  authorization: undefined,
  authorizerLatencyMillis: undefined,
  apiKey: undefined,
  integrationStatus: undefined,
  integrationLatencyMillis: undefined,
  refusal: undefined,
  outcome: undefined,
});

/** Of `/v1`, which the path begins with. */
const baseLengthOf = ({ domain }: ReceivedRequest): number => (domain?.basePath ? domain.basePath.length + 1 : 0);

/** The route that an earlier step attached. */
export function routeOf({ route }: Exchange): Route {
  if (route === undefined) throw new Error('a step ran before the route was attached');
  return route;
}

function traceIdOf(request: ReceivedRequest, nowMillis: number): string {
  const sent = valuesOf(request.headers, 'x-amzn-trace-id')[0];
  const root = sent && /(?:^|;)(Root=1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/.exec(sent)?.[1];
  const seconds = Math.floor(nowMillis / 1_000)
    .toString(16)
    .padStart(8, '0');
  return root ?? `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { appendToPrivateFile } from '../private-file.ts';
import type { Answer } from './answer.ts';
import { createAuthorizerCache } from './authorizers/authorizer-cache.ts';
import { createKeySets } from './authorizers/key-sets.ts';
import { createBodyValidators } from './body-validators.ts';
import { createDeclarations } from './declarations.ts';
import type { CustomDomain } from './domains/custom-domain.ts';
import { createDomainDeclarations } from './domains/domain-declarations.ts';
import { matchDomain } from './domains/match-domain.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { GatewayParts } from './gateway-parts.ts';
import type { GatewayService } from './gateway-service.ts';
import { openQuotaStore } from './limits/quota-store.ts';
import { createTokenBuckets } from './limits/token-buckets.ts';
import { createUsagePlans } from './limits/usage-plans.ts';
import { toAccessLogLine } from './messages/access-log.ts';
import { createMetrics } from './metrics.ts';
import { answer } from './pipeline.ts';
import { type ReceivedRequest, readRequest } from './received-request.ts';
import type { RestApi } from './rest-api.ts';
import { sendAnswer } from './send-answer.ts';

export interface GatewayOptions extends Pick<GatewayParts, 'environment' | 'lambda' | 'cognito' | 'firewall'> {
  /** Where `<API name>-access.log` of each API goes. */
  readonly logFolder: string;
  /** Text of a file asset, by its key in the bootstrap bucket. @default there are none */
  readonly readAsset?: (objectKey: string) => string;
  /** Hears of errors that are this gateway's own. @default the console */
  readonly reportDefect?: (error: unknown) => void;
}

/** API Gateway REST APIs: usage counted in `<state folder>/gateway-usage.sqlite`, all else kept in memory. */
export function createGateway(options: GatewayOptions): GatewayService {
  const { logFolder, reportDefect = console.error, readAsset = noAsset, ...given } = options;
  const { environment } = given;
  const parts: GatewayParts = {
    ...given,
    authorizerCache: createAuthorizerCache(environment.now),
    keySets: createKeySets(),
    usagePlans: createUsagePlans(),
    buckets: createTokenBuckets(environment.now),
    quotas: openQuotaStore(join(environment.stateFolder, 'gateway-usage.sqlite')),
    bodyValidators: createBodyValidators(),
  };
  const apis = new Map<string, RestApi>();
  const domains = new Map<string, CustomDomain>();
  const metrics = createMetrics();

  const respond = async (restApiId: string, request: ReceivedRequest): Promise<Answer> => {
    const api = apis.get(restApiId);
    if (api?.stage === undefined) return forbidden;
    const exchange = createExchange(api, api.stage, request, environment.now());
    const given = await answer(exchange, parts, reportDefect);
    exchange.outcome = {
      status: given.status,
      bytes: given.body.length,
      latencyMillis: environment.now() - exchange.receivedAtMillis,
    };
    metrics.record(exchange);
    log(exchange);
    return given;
  };

  const respondAt = async (domainName: string, request: ReceivedRequest): Promise<Answer> => {
    const domain = domains.get(domainName);
    const match = domain && matchDomain(domain, request);
    return match === undefined ? forbidden : respond(match.apiId, { ...request, domain: match.domain });
  };

  const serve = async (
    message: IncomingMessage,
    response: ServerResponse,
    answerTo: (request: ReceivedRequest) => Promise<Answer>,
  ): Promise<void> => {
    try {
      const request = await readRequest(message);
      const given = await answerTo(request);
      sendAnswer(response, given, { withoutBody: request.method === 'HEAD', close: request.body === undefined });
    } catch (error) {
      // A client that went away while it sent is no defect.
      if (message.complete) reportDefect(error);
      response.destroy();
    }
  };

  const log = (exchange: Exchange): void => {
    const { api, stage } = exchange;
    if (stage.accessLog === undefined) return;
    try {
      const file = join(logFolder, `${api.name.replace(/[^\w.-]/g, '_')}-access.log`);
      appendToPrivateFile(file, toAccessLogLine(stage.accessLog, exchange));
    } catch (error) {
      // The answer stands, and what it did is done.
      reportDefect(error);
    }
  };

  return {
    ...createDeclarations({ ...parts, apis }),
    ...createDomainDeclarations({ apis, domains, readAsset }),
    domains,
    get apis() {
      return new Map(
        [...apis].flatMap(([id, { name, stage, securityPolicy }]) =>
          stage === undefined ? [] : [[id, { name, stageName: stage.name, securityPolicy }] as const],
        ),
      );
    },
    respond,
    respondAt,
    handle: (restApiId, message, response) => serve(message, response, (request) => respond(restApiId, request)),
    handleDomain: (domainName, message, response) =>
      serve(message, response, (request) => respondAt(domainName, request)),
    metrics: () => metrics.read(),
    close: () => parts.quotas.close(),
  };
}

/** What AWS says for a host that serves no API. */
const forbidden: Answer = {
  status: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
  ],
  body: Buffer.from('{"message":"Forbidden"}'),
};

const noAsset = (objectKey: string): string => {
  throw new Error(`there is no asset ${objectKey}`);
};

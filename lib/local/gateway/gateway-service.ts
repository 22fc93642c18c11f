import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Declarations } from './declarations.ts';
import type { CustomDomain } from './domains/custom-domain.ts';
import type { DomainDeclarations } from './domains/domain-declarations.ts';
import type { MethodMetrics } from './metrics.ts';
import type { ReceivedRequest } from './received-request.ts';

export interface GatewayService extends Declarations, DomainDeclarations {
  /** REST APIs with a stage, by id. */
  readonly apis: ReadonlyMap<
    string,
    {
      readonly name: string;
      readonly stageName: string;
      /** The API's TLS policy, as the template names it. */
      readonly securityPolicy: string | undefined;
    }
  >;
  /** Domains with an API, by name; each needs a listener of its own. */
  readonly domains: ReadonlyMap<string, CustomDomain>;
  /** Answers one HTTPS request to a deployed stage, stage-less as behind a custom domain. */
  handle(restApiId: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers one HTTPS request that came in at the listener of a domain. */
  handleDomain(domainName: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** As {@link GatewayService.handle}, without a connection. */
  respond(restApiId: string, request: ReceivedRequest): Promise<Answer>;
  /** As {@link GatewayService.handleDomain}, without a connection. */
  respondAt(domainName: string, request: ReceivedRequest): Promise<Answer>;
  metrics(): readonly MethodMetrics[];
  close(): void;
}

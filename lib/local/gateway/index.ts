import type { IncomingMessage, ServerResponse } from 'node:http';

export interface GatewayService {
  /** REST APIs with a stage, by id. */
  readonly apis: ReadonlyMap<string, { readonly name: string; readonly stageName: string }>;
  /** Answers one HTTPS request to a deployed stage, stage-less as behind a custom domain. */
  handle(restApiId: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

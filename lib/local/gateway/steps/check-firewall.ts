import type { Verdict } from '../../firewall/index.ts';
import type { Answer } from '../answer.ts';
import { stageArn } from '../arns.ts';
import type { Exchange } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { Refusal } from '../refusal.ts';

/**
 * Shows the request, undecoded, to the stage's web ACL; nothing is asked where none is associated.
 *
 * The `Host` header that the web ACL sees is the one of the deployed API: AWS's own rule `Host_localhost` would
 * otherwise block every request to this machine.
 */
export function checkFirewall(exchange: Exchange, { environment, firewall }: GatewayParts): void {
  const { api, stage, request } = exchange;
  const webAcl = firewall.webAclFor(stageArn(environment, api.id, stage.name));
  if (webAcl === undefined) return;
  exchange.webAclArn = webAcl.arn;
  const deployedHost = `${api.id}.execute-api.${environment.region}.amazonaws.com`;
  const verdict = webAcl.evaluate({
    method: request.method,
    uriPath: request.path,
    queryString: request.query,
    headers: request.headers.map(([name, value]) => [name, name.toLowerCase() === 'host' ? deployedHost : value]),
    body: request.body ?? Buffer.alloc(0),
    clientIp: request.clientIp,
    requestId: exchange.requestId,
  });
  exchange.firewall = verdict.seen;
  if (verdict.action === 'allow') {
    exchange.insertedHeaders = verdict.insertHeaders;
    return;
  }
  exchange.firewallBlocked = true;
  const answer = customAnswer(verdict);
  throw new Refusal('WAF_FILTERED', answer === undefined ? {} : { answer, status: answer.status });
}

/** The web ACL's own response goes before any gateway response. */
function customAnswer({ customResponse }: Extract<Verdict, { action: 'block' }>): Answer | undefined {
  if (customResponse === undefined) return undefined;
  const { status, headers, body } = customResponse;
  return {
    status,
    headers: body === undefined ? headers : [['Content-Type', body.contentType], ...headers],
    body: Buffer.from(body?.content ?? ''),
  };
}

import { environment } from '../../contract/index.ts';
import type { AuthorizerEvent } from './authorizer-event.ts';
import type { Refused } from './scheme.ts';

/** Levels of Powertools that leave out what is no more than information. */
const quieter = new Set(['WARN', 'ERROR', 'CRITICAL', 'SILENT']);

/**
 * Writes why a caller was refused, as one JSON line; the caller is never told. Nothing that was sent stands in it: neither
 * credentials, good or bad, nor the path. An authorizer does not carry Powertools for this: its logger is larger than most
 * schemes.
 */
export function logRefusal({ httpMethod, resource, requestContext }: AuthorizerEvent, { because }: Refused): void {
  if (quieter.has(process.env[environment.logLevel] ?? '')) return;
  const line = {
    level: 'INFO',
    message: 'refused',
    service: process.env[environment.service],
    timestamp: new Date().toISOString(),
    requestId: requestContext.requestId,
    route: `${httpMethod} ${resource}`,
    because,
  };
  console.log(JSON.stringify(line));
}

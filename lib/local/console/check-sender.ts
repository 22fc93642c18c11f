import type { IncomingMessage } from 'node:http';
import type { HttpResponse } from '../aws-service.ts';
import { html } from '../html.ts';
import { page } from './page.ts';

/**
 * Refuses what another web page sends. The host must be the one that this server is: a name that somebody pointed at
 * 127.0.0.1 is not (DNS rebinding). A form must come from the console itself.
 *
 * `localhost` is led to 127.0.0.1: a cookie is sent to every port of its host, so that of a console on `localhost` would
 * be sent to the API, and to its logs.
 */
export function checkSender({ method, headers }: IncomingMessage, origin: string): HttpResponse | undefined {
  const { host, port } = new URL(origin);
  if (headers.host !== host) {
    if (method === 'GET' && headers.host === `localhost:${port}`) {
      return { status: 307, headers: { location: `${origin}/`, 'cache-control': 'no-store' }, body: '' };
    }
    return page('Not this host', html`<p>The console is at ${origin}.</p>`, { status: 421 });
  }
  if (method === 'POST' && headers.origin !== origin) {
    return page('Not from here', html`<p>The form was sent by another page.</p>`, { status: 403 });
  }
  return undefined;
}

import type { IncomingMessage, RequestListener } from 'node:http';
import type { HttpResponse } from '../aws-service.ts';
import { html } from '../html.ts';
import { checkSender } from './check-sender.ts';
import type { ConsoleOptions } from './console-options.ts';
import { page } from './page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { findRoute } from './routes.ts';
import { readSessionId } from './session-cookie.ts';
import { createSignIns } from './sign-ins.ts';

/**
 * The console: the outbox and the services of this machine as pages without scripts. Messages hold one-time codes, so
 * it asks for a password, although it can be reached from this machine only: so can everybody else's programs on it.
 * Give it to an HTTPS server.
 */
export function createConsole(options: ConsoleOptions): RequestListener {
  const signIns = createSignIns(options);
  const answer = async (request: IncomingMessage): Promise<HttpResponse> => {
    const refusal = checkSender(request, options.origin);
    if (refusal !== undefined) return refusal;
    const url = new URL(request.url ?? '/', options.origin);
    const route = findRoute(request.method ?? '', url.pathname);
    if (route === undefined) return page('Not here', html`<p>There is no such page.</p>`, { status: 404 });
    const sessionId = readSessionId(request);
    if (!route.open && !(sessionId !== undefined && signIns.isSignedIn(sessionId))) return signInPage(PLEASE);
    return route.answer({ url, request, sessionId, label: route.label, signIns, ...options });
  };
  return (request, response) => {
    answer(request)
      .catch((error: unknown) => {
        options.report(error);
        return page('Something failed', html`<p>The request could not be answered.</p>`, { status: 500 });
      })
      .then(({ status, headers, body }) => {
        const connection = request.complete ? {} : { connection: 'close' };
        response.writeHead(status, { ...headers, ...connection }).end(body);
      })
      .catch(options.report);
  };
}

const PLEASE = { status: 401, message: 'Please sign in first.' };

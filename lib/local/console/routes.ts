import type { IncomingMessage } from 'node:http';
import type { HttpResponse } from '../aws-service.ts';
import { html } from '../html.ts';
import type { ConsoleOptions } from './console-options.ts';
import { guardingHeaders, page, redirect } from './page.ts';
import { messageHtml, messagePage } from './pages/message-page.ts';
import { outboxPage } from './pages/outbox-page.ts';
import { servicesPage } from './pages/services-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { readForm } from './read-form.ts';
import { noSessionCookie, sessionCookie } from './session-cookie.ts';
import type { SignIns } from './sign-ins.ts';
import { style } from './style.ts';

/** What a page is made of. */
interface Visit extends ConsoleOptions {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** What stands for the `*` of the path. */
  readonly label: string;
  readonly sessionId: string | undefined;
  readonly signIns: SignIns;
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Answered to whoever is not signed in, too. */
  readonly open: boolean;
  answer(visit: Visit): HttpResponse | Promise<HttpResponse>;
}

const routes: readonly Route[] = [
  { method: 'GET', path: /^\/$/, open: false, answer: showOutbox },
  {
    method: 'GET',
    path: /^\/messages\/([0-9a-f-]{36})$/,
    open: false,
    answer: (visit) => showMessage(visit, messagePage),
  },
  {
    method: 'GET',
    path: /^\/messages\/([0-9a-f-]{36})\/html$/,
    open: false,
    answer: (visit) => showMessage(visit, messageHtml),
  },
  { method: 'GET', path: /^\/services$/, open: false, answer: ({ overview }) => servicesPage(overview()) },
  { method: 'GET', path: /^\/sign-in$/, open: true, answer: () => signInPage() },
  { method: 'POST', path: /^\/sign-in$/, open: true, answer: signIn },
  { method: 'POST', path: /^\/sign-out$/, open: false, answer: signOut },
  { method: 'GET', path: /^\/style\.css$/, open: true, answer: showStyle },
];

export function findRoute(method: string, path: string): (Route & { readonly label: string }) | undefined {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match !== null) return { ...route, label: match[1] ?? '' };
  }
  return undefined;
}

function showOutbox({ url, outbox }: Visit): HttpResponse {
  const to = url.searchParams.get('to')?.trim();
  return outboxPage(outbox.list({ to: to === '' ? undefined : to }), to === '' ? undefined : to);
}

function showMessage({ outbox, label }: Visit, show: typeof messagePage): HttpResponse {
  const message = outbox.find(label);
  return message === undefined ? page('Not here', html`<p>The message is gone.</p>`, { status: 404 }) : show(message);
}

async function signIn({ request, signIns }: Visit): Promise<HttpResponse> {
  const form = await readForm(request);
  const result = await signIns.signIn(form?.get('password')?.trim() ?? '');
  if (result === 'busy') return signInPage({ status: 429, message: 'Too many wrong passwords. Wait a moment.' });
  if (result === 'wrong') return signInPage({ status: 401, message: 'That is not the password.' });
  return redirect('/', { 'set-cookie': sessionCookie(result.sessionId) });
}

function signOut({ sessionId, signIns }: Visit): HttpResponse {
  if (sessionId !== undefined) signIns.signOut(sessionId);
  return redirect('/sign-in', { 'set-cookie': noSessionCookie });
}

function showStyle(): HttpResponse {
  return { status: 200, headers: { ...guardingHeaders, 'content-type': 'text/css; charset=utf-8' }, body: style };
}

import type { HttpResponse } from '../aws-service.ts';
import { type Html, html } from '../html.ts';

/**
 * No script, no picture, nothing from elsewhere; forms go to this page only, and nothing may frame it. Its own frame
 * shows the HTML of a mail.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing that the console answers is kept, guessed at, or read from other origins. */
export const guardingHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Not `no-referrer`: a form would then be sent without an origin that can be checked.
  'referrer-policy': 'same-origin',
};

/** A whole page. */
export const page = (
  title: string,
  main: Html,
  options: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly nav?: boolean;
  } = {},
): HttpResponse => ({
  status: options.status ?? 200,
  headers: {
    ...guardingHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-frame-options': 'DENY',
    ...options.headers,
  },
  body: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Portcullis on this machine</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
${(options.nav ?? true) && navigation}
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`.toString(),
});

const navigation = html`<header>
<nav aria-label="Console"><a href="/">Outbox</a> <a href="/services">Services</a></nav>
<form method="post" action="/sign-out"><button>Sign out</button></form>
</header>`;

export const redirect = (location: string, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status: 303,
  headers: { ...guardingHeaders, location, ...headers },
  body: '',
});

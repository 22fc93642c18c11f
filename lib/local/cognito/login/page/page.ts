import type { HttpResponse } from '../../../aws-service.ts';
import { type HtmlValue, html } from '../../../html.ts';
import { scriptIntegrity, scriptPath } from './script.ts';
import { style, styleHash } from './style.ts';

export interface Page {
  readonly status: number;
  readonly title: string;
  /** Above the heading: whose page it is. */
  readonly owner: string;
  readonly body: HtmlValue;
  /** Where a form of the page may end up, beside this host. */
  readonly formTargets?: readonly string[];
  /** The origin whose script of ours the page runs. @default no script runs */
  readonly scriptFrom?: string | undefined;
}

/**
 * A page that runs no script, or one, loads nothing else, stands in no frame and is kept nowhere. No HSTS: the host is `localhost`,
 * which others on this machine serve as well, and without TLS.
 */
export function toResponse({ status, title, owner, body, formTargets = [], scriptFrom }: Page): HttpResponse {
  const head = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${owner}</title>
${
  scriptFrom !== undefined &&
  html`<script src="${scriptPath}" integrity="${scriptIntegrity}" defer></script>
`
}`;
  const rest = html`
</head>
<body>
<header>${owner}</header>
<main>
${body}
</main>
<footer>Sign-in page of the Portcullis local runtime. It stands in for Amazon Cognito on this machine.</footer>
</body>
</html>
`;
  // The style sheet holds nothing from outside, so that it may stand in the page as it is.
  return {
    status,
    headers: { ...protections, 'content-security-policy': policy(formTargets, scriptFrom) },
    body: `${head}<style>${style}</style>${rest}`,
  };
}

const protections = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // For browsers that do not know frame-ancestors.
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

const policy = (formTargets: readonly string[], scriptFrom: string | undefined): string =>
  [
    "default-src 'none'",
    `style-src ${styleHash}`,
    // The very address: another service of this machine may serve what others wrote.
    ...(scriptFrom === undefined ? [] : [`script-src ${scriptFrom}${scriptPath}`]),
    ['form-action', formTargets.length === 0 ? "'none'" : "'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** Of a redirect URI, what a policy can name: its origin, or its scheme where an app on the device takes it. */
export function formTargetOf(redirectUri: string): string {
  const { protocol, origin } = new URL(redirectUri);
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol;
}

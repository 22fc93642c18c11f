import type { HttpResponse } from '../../aws-service.ts';
import { html } from '../../html.ts';
import type { KeptMessage } from '../../outbox/index.ts';
import { guardingHeaders, page } from '../page.ts';

/** One message as text; the HTML of a mail stands in a frame that can do nothing, and as source. */
export const messagePage = (message: KeptMessage): HttpResponse => {
  const { messageId, channel, from, to, subject, text, html: source, sentBy, sentAtMillis } = message;
  return page(
    subject ?? (channel === 'sms' ? 'Text message' : 'Mail'),
    html`<dl>
<dt>Sent</dt><dd>${new Date(sentAtMillis).toISOString()} by ${sentBy}</dd>
<dt>From</dt><dd>${from}</dd>
<dt>To</dt><dd><a href="/?to=${encodeURIComponent(to)}">${to}</a></dd>
</dl>
${
  text !== '' &&
  html`<h2>Text</h2>
<pre>${text}</pre>`
}
${
  source !== undefined &&
  html`<h2>HTML</h2>
<iframe sandbox="" title="The mail as HTML" src="/messages/${messageId}/html"></iframe>
<details><summary>Source</summary>
<pre>${source}</pre>
</details>`
}`,
  );
};

/**
 * The HTML of a mail, which anybody may have written: no script, no form, no picture from elsewhere, an origin of its
 * own, and no frame but the console's.
 */
export const messageHtml = ({ html: source }: KeptMessage): HttpResponse => ({
  status: 200,
  headers: {
    ...guardingHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    'referrer-policy': 'no-referrer',
  },
  body: source ?? '',
});

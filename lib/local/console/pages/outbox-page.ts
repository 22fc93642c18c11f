import type { HttpResponse } from '../../aws-service.ts';
import { html } from '../../html.ts';
import type { KeptMessage } from '../../outbox/index.ts';
import { page } from '../page.ts';

/** The newest messages, of one recipient if asked. */
export const outboxPage = (messages: readonly KeptMessage[], to: string | undefined): HttpResponse =>
  page(
    'Outbox',
    html`<p>Mails and text messages that would have left this machine. Nothing does.</p>
<form method="get" action="/" role="search">
<label for="to">Recipient</label>
<input id="to" name="to" value="${to ?? ''}">
<button>Show</button>
</form>
${messages.length === 0 ? html`<p>${to === undefined ? 'There is no message.' : `There is no message to ${to}.`}</p>` : table(messages)}`,
  );

const table = (messages: readonly KeptMessage[]) => html`<table>
<caption>Newest first</caption>
<thead><tr><th scope="col">Sent</th><th scope="col">By</th><th scope="col">To</th><th scope="col">Message</th></tr></thead>
<tbody>
${messages.map(
  ({ messageId, sentAtMillis, sentBy, to, subject, text }) => html`<tr>
<td>${new Date(sentAtMillis).toISOString()}</td>
<td>${sentBy}</td>
<td>${to}</td>
<td><a href="/messages/${messageId}">${subject ?? beginning(text)}</a></td>
</tr>
`,
)}</tbody>
</table>`;

const BEGINNING = 80;

const beginning = (text: string): string =>
  text.trim() === '' ? '(no text)' : text.length > BEGINNING ? `${text.slice(0, BEGINNING)}…` : text;

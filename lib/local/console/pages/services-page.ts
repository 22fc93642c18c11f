import type { HttpResponse } from '../../aws-service.ts';
import { html } from '../../html.ts';
import type { OverviewTable } from '../overview-table.ts';
import { page } from '../page.ts';

/** What runs here, at a glance. */
export const servicesPage = (tables: readonly OverviewTable[]): HttpResponse =>
  page(
    'Services',
    html`${tables.map(
      ({ title, columns, rows }) => html`<table>
<caption>${title}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>
`,
    )}`,
  );

import type { HttpResponse } from '../../../aws-service.ts';
import { html } from '../../../html.ts';
import { toResponse } from './page.ts';

/** For what leads nowhere: nothing of the request is repeated, and no link leads on. */
export const errorPage = (status: number, message: string): HttpResponse =>
  toResponse({
    status,
    title: 'This does not work',
    owner: 'Portcullis',
    body: html`<h1>This does not work</h1>
<p>${message}</p>
<p>Go back to the app that sent you here, and begin again.</p>`,
  });
